import { LogEntries, someEntries } from '../../test/support/log-entries.js';
import { BuiltLog, LOG_KEY, LOG_VKEY, type LogFiles } from '../../test/support/log-files.js';
import { canonicalBytes, canonicalJson, type JsonObject } from '../integrity/canonical-json.js';
import { checkpointText } from '../integrity/checkpoint.js';
import { cosign } from '../integrity/cosignature.js';
import { formatVkey, publicKeyOf } from '../integrity/keys.js';
import { nodePrimitives } from '../integrity/node-primitives.js';
import { Replay, stateHash } from '../integrity/replay.js';
import { conceal } from '../ledger/erasable/conceal.js';
import type { Question } from './checkpoint-checks.js';
import type { CheckName } from './findings.js';
import { type Source, SourceError } from './source.js';
import type { Verdict } from './verdict.js';
import { verifyLog } from './verify-log.js';
import { notShownBy, textOf } from './words.js';

const SIZE = 300;
const log = BuiltLog.of(someEntries(SIZE));

const verify = (source: Source, question: Partial<Question> = {}) =>
  verifyLog(source, { vkey: LOG_VKEY, ...question }, nodePrimitives);

/** What a check came to, and all that it says. */
function told(verdict: Verdict, check: CheckName): string {
  const { outcome, says, more } = verdict.checks.find((result) => result.check === check)!;
  return [`${outcome}: ${says}`, ...more].join('\n');
}

const failing = (verdict: Verdict) =>
  verdict.checks.flatMap(({ check, outcome }) => (outcome === 'failed' ? check : []));

describe('a good log', () => {
  it.each([1, 9, 255, 256, 257, SIZE])('of %i entries passes every check that was asked for', async (size) => {
    const verdict = await verify(log.files(size));
    expect(verdict.checks.map(({ outcome, check }) => [check, outcome])).toEqual([
      ['key', 'passed'],
      ['note', 'passed'],
      ['lengths', 'passed'],
      ['tree', 'passed'],
      ['since', 'skipped'],
      ['entries', 'passed'],
      ['envelope', 'passed'],
      ['clock', 'passed'],
      ['witnesses', 'skipped'],
      ['disclosures', 'skipped'],
      ['state', 'skipped'],
      ['report', 'skipped'],
    ]);
    expect(verdict).toMatchObject({ exit: 0, entries: size, size, grade: 'complete', origin: LOG_KEY.name });
  });

  it('of three levels of tiles passes', async () => {
    const entries = Array.from({ length: 65_800 }, () => canonicalBytes({}));
    const verdict = await verify(new BuiltLog(entries).files());
    expect(failing(verdict)).toEqual(['envelope']); // empty objects are no entries
    expect(told(verdict, 'tree')).toMatch(/^passed/);
  });

  it('passes by itself where nobody is to look into its entries', async () => {
    const entries = someEntries(SIZE).map(canonicalBytes);
    entries[70] = Buffer.from('no entry at all');
    const built = new BuiltLog(entries);
    expect(failing(await verify(built.files()))).toEqual(['entries']);
    const verdict = await verify(built.files(), { logOnly: true, since: built.note(256) });
    expect(verdict).toMatchObject({ exit: 0, entries: SIZE, recordedUpTo: null });
    expect(verdict.checks.flatMap(({ check, outcome }) => (outcome === 'passed' ? check : []))).toEqual([
      'key',
      'note',
      'lengths',
      'tree',
      'since',
    ]);
    expect(told(verdict, 'entries')).toMatch(/^skipped: .*nobody looked into/);
    expect(notShownBy(verdict).join()).toMatch(/That the entries keep the rules of a ledger/);
    expect(notShownBy(await verify(log.files())).join()).not.toMatch(/keep the rules of a ledger/);
  });

  it.each([false, true])('without entries proves nothing: it cannot be passed (logOnly: %s)', async (logOnly) => {
    const verdict = await verify(log.files(0), { logOnly });
    expect([verdict.exit, failing(verdict), verdict.grade]).toEqual([2, [], null]);
  });
});

describe('a damaged log fails', () => {
  const bundle = 'tile/entries/000';
  const partial = 'tile/entries/001.p/44';
  const damages: [string, CheckName, RegExp, (files: LogFiles) => LogFiles][] = [
    [
      'a flipped bit in a bundle',
      'tree',
      /the hash of entry 0 is not the one.*\n.*it is the entries that were changed/s,
      (files) => files.flip(bundle, 20),
    ],
    [
      'a flipped bit in a tile',
      'tree',
      /the hash of entry 1 is not the one.*\n.*it is the tiles that were changed/s,
      (files) => files.flip('tile/0/000', 40),
    ],
    [
      'a flipped bit in a tile above',
      'tree',
      /hash 0 of level 1 .*tiles that were changed/s,
      (files) => files.flip('tile/1/000.p/1', 3),
    ],
    [
      'a stray byte behind a bundle',
      'lengths',
      /001\.p\/44 does not hold exactly 44/,
      (files) => files.set(partial, Buffer.concat([files.files.get(partial)!, Buffer.of(0)])),
    ],
    [
      'a whole entry more in a partial bundle',
      'lengths',
      /does not hold exactly 44/,
      (files) => files.set(partial, Buffer.concat([files.files.get(partial)!, Buffer.from([0, 2, 0x7b, 0x7d])])),
    ],
    [
      '32 bytes more in a partial tile',
      'lengths',
      /not exactly as long as 44 hashes/,
      (files) => files.set('tile/0/001.p/44', Buffer.concat([files.files.get('tile/0/001.p/44')!, Buffer.alloc(32)])),
    ],
    [
      'a missing bundle',
      'lengths',
      /000 is missing/,
      (files) => {
        files.files.delete(bundle);
        return files;
      },
    ],
    [
      'a missing tile',
      'lengths',
      /tile\/0\/000 is missing/,
      (files) => {
        files.files.delete('tile/0/000');
        return files;
      },
    ],
    [
      'a missing tile above',
      'lengths',
      /tile\/1\/000\.p\/1 is missing/,
      (files) => {
        files.files.delete('tile/1/000.p/1');
        return files;
      },
    ],
    [
      'an edited checkpoint',
      'note',
      /signature of .* is wrong/,
      (files) => files.set('checkpoint', files.text('checkpoint').replace(`\n${SIZE}\n`, '\n299\n')),
    ],
    [
      'a checkpoint of another log',
      'note',
      /is not signed with the key of the log/,
      (files) => files.set('checkpoint', new BuiltLog(log.entries, { ...LOG_KEY, name: 'other' }).note()),
    ],
  ];

  it.each(damages)('with %s', async (_, check, words, damage) => {
    const verdict = await verify(damage(log.files()));
    expect([verdict.exit, failing(verdict)]).toEqual([1, [check]]);
    expect(told(verdict, check)).toMatch(words);
    const { exit, checks } = await verify(damage(log.files()), { logOnly: true });
    expect([exit, checks.find((result) => result.check === check)]).toEqual([
      1,
      verdict.checks.find((result) => result.check === check),
    ]);
  });

  it('with a checkpoint that says other entries than its own', async () => {
    const other = BuiltLog.of(someEntries(SIZE + 1).slice(1));
    const verdict = await verify(log.files().set('checkpoint', other.note()));
    expect(told(verdict, 'tree')).toMatch(/^failed: The 300 entries do not make the root that was signed/);
  });
});

describe('a log that is held against a kept checkpoint', () => {
  const kept = log.note(200);
  const lines = checkpointText(log.checkpoint(200));

  it.each([
    ['signed', kept],
    ['its three lines', lines],
    ['three lines without their last end', lines.slice(0, -1)],
    ['of a full bundle', log.note(256)],
    ['of one entry more than that', log.note(257)],
    ['as large as it is', log.note(SIZE)],
    ['the empty log', log.note(0)],
  ])('passes where it went on from it (%s)', async (_, since) => {
    const verdict = await verify(log.files(), { since });
    expect([verdict.exit, told(verdict, 'since')]).toEqual([0, expect.stringMatching(/^passed: the first/)]);
  });

  it('fails where an older one was put back, which nothing else shows', async () => {
    expect((await verify(log.files(150))).exit).toBe(0);
    const verdict = await verify(log.files(150), { since: kept });
    expect([verdict.exit, failing(verdict)]).toEqual([1, ['since']]);
    expect(told(verdict, 'since')).toMatch(/covers 200 entries, but only 150 .*set back.*withheld/);
  });

  it('fails where it was rewritten and signed again, which nothing else shows', async () => {
    const entries = someEntries(SIZE);
    entries[20] = { ...entries[20]!, data: { assessment: 'officer', status: 'delivered' } };
    const rewritten = BuiltLog.of(entries);
    expect((await verify(rewritten.files())).exit).toBe(0);
    const verdict = await verify(rewritten.files(), { since: lines });
    expect([verdict.exit, failing(verdict)]).toEqual([1, ['since']]);
    expect(told(verdict, 'since')).toMatch(/first 200 entries are not those of the kept checkpoint/);
  });

  it.each([
    [
      'nothing was signed again, where the very checkpoint that was kept is shown',
      log.note(),
      /nothing was signed again$/,
    ],
    ['so, where the root that is shown is not theirs either', kept, /signed again cannot be told/],
  ])('fails where an entry was changed alone, and says that %s', async (_, since, words) => {
    const verdict = await verify(log.files().flip('tile/entries/000', 20), { since });
    expect([verdict.exit, failing(verdict)]).toEqual([1, ['tree', 'since']]);
    expect(told(verdict, 'tree')).toContain('it is the entries that were changed');
    expect(told(verdict, 'since')).toMatch(words);
    expect(told(verdict, 'since')).not.toContain('and the log was signed again');
  });

  it.each([
    ['is of another log', lines.replace(LOG_KEY.name, 'other')],
    ['is no checkpoint', 'x'],
    ['has a signature that is wrong', kept.replace('\n200\n', '\n199\n')],
  ])('fails where what was kept %s', async (_, since) => {
    const verdict = await verify(log.files(), { since });
    expect([verdict.exit, failing(verdict)]).toEqual([1, ['since']]);
    expect(told(verdict, 'since')).toMatch(/does not open/);
  });
});

describe('keys', () => {
  it('may be two while they are exchanged, and the name is that of the first', async () => {
    const next = { ...LOG_KEY, seed: new Uint8Array(32).fill(6) };
    const vkey = `${LOG_VKEY}${formatVkey(publicKeyOf(next, 'log', nodePrimitives))}\n`;
    expect((await verify(log.files(), { vkey })).exit).toBe(0);
  });

  it.each([
    ['none', ''],
    ['one that is mistyped', LOG_VKEY.replace('checked', 'chekced')],
    ['one of a witness', formatVkey(publicKeyOf(LOG_KEY, 'cosignature', nodePrimitives))],
  ])('fail the check where there is %s', async (_, vkey) => {
    const verdict = await verify(log.files(), { vkey });
    expect([verdict.exit, failing(verdict)]).toEqual([1, ['key']]);
  });

  it('of another name than the log must be told so', async () => {
    const verdict = await verify(log.files(), { origin: 'ledger.example/other' });
    expect([verdict.exit, failing(verdict)]).toEqual([1, ['note']]);
  });
});

describe('what cannot be checked', () => {
  it('is a log that is not there', async () => {
    const verdict = await verify({ read: async () => null });
    expect([verdict.exit, failing(verdict), told(verdict, 'note')]).toEqual([
      2,
      [],
      'unchecked: There is no log here: it has no checkpoint',
    ]);
  });

  it.each([
    'checkpoint',
    'tile/entries/001.p/44',
    'tile/1/000.p/1',
  ])('is what cannot be read (%s)', async (unreadable) => {
    const files = log.files();
    const read = async (path: string) => {
      if (path === unreadable) throw new SourceError('The line is dead');
      return files.read(path);
    };
    const verdict = await verify({ read });
    expect([verdict.exit, failing(verdict)]).toEqual([2, []]);
  });

  it('does not hide what failed', async () => {
    const files = log.files().flip('tile/entries/000', 9);
    const read = async (path: string) => {
      if (path === 'tile/entries/001.p/44') throw new SourceError('The line is dead');
      return files.read(path);
    };
    expect((await verify({ read })).exit).toBe(1);
  });
});

describe('witnesses', () => {
  const witness = { name: 'witness.example', seed: new Uint8Array(32).fill(8) };
  const policy = `witness w ${formatVkey(publicKeyOf(witness, 'cosignature', nodePrimitives))}\nquorum w\n`;
  const seconds = Date.UTC(2026, 10, 22, 9, 0, 100) / 1_000;
  const cosigned = () => {
    const line = cosign(witness, seconds, checkpointText(log.checkpoint()), nodePrimitives);
    return log.files().set('checkpoint', log.note(SIZE, [line]));
  };

  it('are named with the time at which the first of them had seen the log', async () => {
    const verdict = await verify(cosigned(), { policy });
    expect(verdict.exit).toBe(0);
    expect(told(verdict, 'witnesses')).toBe('passed: cosigned by w, first at 2026-11-22T09:01:40Z');
  });

  it('lend the clock a notice where an entry says a later time', async () => {
    const verdict = await verify(cosigned(), { policy });
    expect(told(verdict, 'clock')).toMatch(/entry 102 says 2026-11-22T09:01:42.000Z, but a witness had seen it/);
  });

  it('fail the check where their quorum is not met', async () => {
    const verdict = await verify(log.files(), { policy });
    expect([verdict.exit, failing(verdict)]).toEqual([1, ['witnesses']]);
  });

  it('need not be where the policy asks for none', async () => {
    const verdict = await verify(log.files(), { policy: 'quorum none' });
    expect([verdict.exit, told(verdict, 'witnesses')]).toEqual([
      0,
      expect.stringMatching(/^skipped: .*nobody else yet/),
    ]);
    expect(notShownBy(verdict).join()).toMatch(/That others are shown the same log/);
  });

  it('cannot be checked by a policy that is none', async () => {
    const verdict = await verify(log.files(), { policy: 'quorum' });
    expect([verdict.exit, failing(verdict)]).toEqual([2, []]);
  });
});

describe('the clock', () => {
  it('gets a notice where it goes back, and does not fail', async () => {
    const entries = new LogEntries();
    entries.status('a');
    entries.status('b', { recordedAt: '2026-11-22T08:00:00.000Z' });
    const verdict = await verify(BuiltLog.of(entries.all).files());
    expect([verdict.exit, told(verdict, 'clock')]).toEqual([
      0,
      expect.stringMatching(
        /^passed: compared the 2 recorded times.*: 1 to be noted\n.*entry 1 says .* before the one/,
      ),
    ]);
  });
});

describe('an entry', () => {
  it.each([
    ['with a space', (text: string) => text.replace(':', ': ')],
    ['with another order of keys', (text: string) => `{"v":1,${text.slice(1).replace(',"v":1}', '}')}`],
    ['that is no object', () => '[]'],
    ['that is no JSON', () => 'x'],
  ])('%s is not canonical', async (_, change) => {
    const entries = someEntries(9);
    const bytes = entries.map((entry, at) =>
      at === 5 ? Buffer.from(change(canonicalJson(entry))) : canonicalBytes(entry),
    );
    const verdict = await verify(new BuiltLog(bytes).files());
    expect([verdict.exit, failing(verdict)]).toEqual([1, ['entries']]);
    expect(told(verdict, 'entries')).toMatch(/entry 5 is not written/);
  });
});

describe('disclosed values', () => {
  const entries = new LogEntries();
  entries.status('a');
  const { root, disclosures } = conceal({ data: { reason: 'It rained' } }, [
    { pointer: '/data/reason', subject: null },
  ]);
  entries.status('b', { data: { assessment: 'officer', status: 'b', ...(root.data as JsonObject) } });
  const disclosure = disclosures[0]!.bytes;
  const files = BuiltLog.of(entries.all).files();
  const line = (members: object) =>
    `${JSON.stringify({ index: 1, pointer: '/data/reason', disclosure, ...members })}\n`;

  it('open what was sealed in their place', async () => {
    const verdict = await verify(files, { disclosures: line({}) });
    expect([verdict.exit, told(verdict, 'disclosures')]).toEqual([
      0,
      'passed: 1 values open what was sealed in their place\n' +
        'No erasure is recorded: no entry says that a value was erased',
    ]);
  });

  it.each([
    ['another value', { disclosure: disclosure.replace('rained', 'snowed') }],
    ['another place', { pointer: '/data/status' }],
    ['another entry', { index: 0 }],
    ['an entry that is not there', { index: 2 }],
    ['nothing that is one', { disclosure: 'x' }],
  ])('fail with %s', async (_, members) => {
    const verdict = await verify(files, { disclosures: line(members) });
    expect([verdict.exit, failing(verdict)]).toEqual([1, ['disclosures']]);
  });

  it.each(['x', '{}', '{"index":-1,"pointer":"","disclosure":""}'])('cannot be read out of %s', async (disclosures) => {
    const verdict = await verify(files, { disclosures });
    expect([verdict.exit, failing(verdict)]).toEqual([2, []]);
  });
});

describe('erased values', () => {
  const PROVABLE =
    'Whoever kept a value with its number (its disclosure) can still prove it: give it as a disclosed value ' +
    '(--disclosures)';
  const ONE =
    'Erased from entry 1, at /data/reason, on 2026-11-22: A free text. Ground: The person asked for it. Entry 2 says so';
  const NOT_GIVEN = 'skipped: no disclosed values were given (--disclosures)';
  const { root, disclosures } = conceal({ data: { reason: 'It rained' } }, [
    { pointer: '/data/reason', subject: null },
  ]);

  /** An entry with a concealed reason, and what was said of it afterwards. */
  function erasedFrom(...erasures: JsonObject[]): LogEntries {
    const entries = new LogEntries();
    entries.status('a');
    entries.status('b', { data: { assessment: 'officer', status: 'b', ...(root.data as JsonObject) } });
    for (const data of erasures) entries.act('PersonalDataErased', 1, { data });
    return entries;
  }
  const reason = { pointer: '/data/reason', kindOfField: 'text', ground: 'request' };
  const check = (entries: LogEntries, question: Partial<Question> = {}) =>
    verify(BuiltLog.of(entries.all).files(), question);

  it('are told with their place, kind, ground and day, and how they could still be proved', async () => {
    const verdict = await check(erasedFrom(reason));
    expect([verdict.exit, told(verdict, 'disclosures')]).toEqual([
      0,
      `${NOT_GIVEN}\n1 value was erased. ${PROVABLE}\n${ONE}`,
    ]);
    expect(textOf(verdict)).toContain(`skipped      no disclosed values were given (--disclosures)
      - 1 value was erased. ${PROVABLE}
      - ${ONE}
`);
  });

  it('are opened by what was disclosed before', async () => {
    const held = { index: 1, pointer: '/data/reason', disclosure: disclosures[0]!.bytes };
    const verdict = await check(erasedFrom(reason), { disclosures: JSON.stringify(held) });
    expect([verdict.exit, told(verdict, 'disclosures')]).toEqual([
      0,
      `passed: 1 values open what was sealed in their place\n1 value was erased. ${PROVABLE}\n${ONE}`,
    ]);
    const other = { ...held, disclosure: held.disclosure.replace('rained', 'snowed') };
    const wrong = await check(erasedFrom(reason), { disclosures: JSON.stringify(other) });
    expect([failing(wrong), told(wrong, 'disclosures')]).toEqual([['disclosures'], expect.stringContaining(ONE)]);
  });

  it('are counted where they are many', async () => {
    const places = Array.from({ length: 7 }, (_, at) => ({ ...reason, pointer: `/data/${at}` }));
    const lines = told(await check(erasedFrom(...places)), 'disclosures').split('\n');
    expect(lines.slice(1).map((line) => line.slice(0, 32))).toEqual([
      '7 values were erased. Whoever ke',
      ...[0, 1, 2, 3].map((at) => `Erased from entry 1, at /data/${at},`.slice(0, 32)),
      'and 3 more of this kind',
    ]);
  });

  it('are told in their own words where the words are not known here', async () => {
    const verdict = await check(erasedFrom({ pointer: { toString: 1 }, kindOfField: 'toString' }));
    expect(told(verdict, 'disclosures')).toContain('at {"toString":1}, on 2026-11-22: toString. Ground: (not said).');
  });

  it('are told of an entry that is not there', async () => {
    const entries = erasedFrom(reason);
    entries.all[2]!.target = 'x';
    expect(told(await check(entries), 'disclosures')).toContain('Erased from an entry x that is not there');
  });

  it('are said not to be recorded only where every entry was looked into', async () => {
    const none = 'No erasure is recorded: no entry says that a value was erased';
    expect(told(await check(erasedFrom()), 'disclosures')).toBe(`${NOT_GIVEN}\n${none}`);
    expect(told(await verify(log.files(8), { logOnly: true }), 'disclosures')).not.toMatch(/eras/);
    const unreadable = (...erasures: JsonObject[]) => [
      ...erasedFrom(...erasures).all.map(canonicalBytes),
      Buffer.from('no entry at all'),
    ];
    const read = async (entries: Uint8Array[]) => told(await verify(new BuiltLog(entries).files()), 'disclosures');
    expect(await read(unreadable())).toBe(NOT_GIVEN);
    expect(await read(unreadable(reason))).toContain(
      `As far as the entries could be read, 1 value was erased. ${PROVABLE}\n${ONE}`,
    );
    const cut = log.files();
    cut.files.delete('tile/entries/001.p/44');
    expect(told(await verify(cut), 'disclosures')).toContain('As far as the entries could be read, 1 value was erased');
  });
});

describe('a state that the log commits to', () => {
  /** @param said size and hash, where they are not those of the entries before */
  function withState(said: { size?: number; stateSha256?: string } = {}, type = 'StatusReported'): BuiltLog {
    const entries = new LogEntries();
    for (const entry of someEntries(40)) entries.add(String(entry.type), entry);
    const replay = new Replay(nodePrimitives);
    for (const entry of entries.all) replay.take(entry);
    const stateSha256 = stateHash(replay.view('2026-11-05'), nodePrimitives);
    entries.add(type, { ...someEntries(40)[39]!, type, id: '0190a5b4-7c00-7000-8000-0000000000ff', rev: 6 }); // comes in between
    entries.administrative('StateCommitted', { asReportedOn: '2026-11-05', size: 40, stateSha256, ...said });
    entries.all.at(-1)!.rev = 2;
    return BuiltLog.of(entries.all);
  }

  it('comes out of a replay of its entries', async () => {
    const verdict = await verify(withState().files());
    expect(told(verdict, 'envelope')).toMatch(/^passed/);
    expect([verdict.exit, told(verdict, 'state')]).toEqual([
      0,
      'passed: 1 states that the log commits to come out again',
    ]);
  });

  it.each([
    ['another state', { stateSha256: 'ab'.repeat(32) }],
    ['the state of another size', { size: 39 }],
    ['a state of entries to come', { size: 50 }],
  ])('fails where it is %s', async (_, said) => {
    const verdict = await verify(withState(said).files());
    expect([verdict.exit, failing(verdict)]).toEqual([1, ['state']]);
  });

  it('cannot be told where a kind of entry is not known here', async () => {
    const verdict = await verify(withState({}, 'SomethingNew').files());
    expect([verdict.exit, failing(verdict), told(verdict, 'state')]).toEqual([
      2,
      [],
      expect.stringMatching(/SomethingNew/),
    ]);
  });
});
