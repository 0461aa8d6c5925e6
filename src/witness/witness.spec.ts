import { PlainLog } from '../../test/support/plain-log.js';
import { keyNamed } from '../../test/support/witness-keys.js';
import vectors from '../../test/vectors/transparency-log.json' with { type: 'json' };
import { fromHex, toHex, utf8 } from '../integrity/bytes.js';
import { openCheckpoint } from '../integrity/checkpoint.js';
import { cosign, cosignatureVerifier } from '../integrity/cosignature.js';
import { parseVkey, publicKeyOf } from '../integrity/keys.js';
import { logVerifier } from '../integrity/log-signature.js';
import { nodePrimitives } from '../integrity/node-primitives.js';
import { Witness, WitnessMemoryError } from './witness.js';

const ORIGIN = 'ledger.example/plan-1';
const KEY = keyNamed('witness.example/w');
const NOW = 1_800_000_000;
const log = new PlainLog(ORIGIN, 40);
/** The same log as far as entry 10, and another from there on. */
const fork = new PlainLog(ORIGIN, 40, 10);
const stranger = new PlainLog('ledger.example/other', 40);
const verifier = cosignatureVerifier(publicKeyOf(KEY, 'cosignature', nodePrimitives), nodePrimitives);
const hashOf = (origin: string) => toHex(nodePrimitives.sha256(utf8(origin)));

describe('a witness', () => {
  let kept: Map<string, string>;
  let conflicts: string[];
  let said: string[];
  let now: number;

  beforeEach(() => {
    kept = new Map();
    conflicts = [];
    said = [];
    now = NOW;
  });

  const started = (parts: Partial<ConstructorParameters<typeof Witness>[0]> = {}) =>
    new Witness({
      ...{ key: KEY, logs: [log.key], now: () => now, log: (message) => said.push(message) },
      memory: {
        load: (origin) => kept.get(origin) ?? null,
        save: (origin, note) => kept.set(origin, note),
        keepConflict: (_origin, _checkpoint, note) => conflicts.push(note),
      },
      ...parts,
    });
  const add = (witness: Witness, body: string) => witness.addCheckpoint(Buffer.from(body));
  /** A witness that has cosigned the log at a size. */
  const knowing = (size: number) => {
    const witness = started();
    expect(add(witness, log.submission(0, size)).status).toBe(200);
    return witness;
  };

  it('cosigns byte for byte', () => {
    const { V5, V6 } = vectors;
    const witness = started({
      key: { name: V6.name, seed: fromHex(V6.seedHex) },
      logs: [parseVkey(V5.vkey, nodePrimitives)],
      now: () => V6.unixTime,
    });
    expect(add(witness, `old 0\n\n${V5.checkpoint8}`)).toMatchObject({ status: 200, body: V6.signatureLine });
  });

  it('cosigns a log as it grows, from wherever it first meets it', () => {
    const witness = started();
    for (const [old, size] of [
      [0, 0],
      [0, 7],
      [7, 8],
      [8, 40],
    ] as const) {
      const { status, body } = add(witness, log.submission(old, size));
      expect([old, size, status]).toEqual([old, size, 200]);
      const keys = { origin: ORIGIN, log: [logVerifier(log.key, nodePrimitives)], witnesses: [verifier] };
      const opened = openCheckpoint(log.note(size) + body, keys);
      expect(opened.cosignatures).toEqual([{ witness: KEY.name, time: NOW }]);
      expect(witness.newest(hashOf(ORIGIN))).toBe(log.note(size) + body);
    }
  });

  it('remembers before it answers, and goes on from that', () => {
    knowing(10);
    expect(kept.get(ORIGIN)).toContain('\n10\n');
    const again = started();
    expect(again.newest(hashOf(ORIGIN))).toBe(kept.get(ORIGIN));
    expect(add(again, fork.submission(0, 20))).toMatchObject({ status: 409, body: '10\n' });
    expect(add(again, log.submission(10, 20)).status).toBe(200);
  });

  it('does not answer, and does not go on, where it cannot remember', () => {
    const full = () => {
      throw new Error('ENOSPC');
    };
    const witness = started({ memory: { load: () => null, save: full, keepConflict: full } });
    expect(() => add(witness, log.submission(0, 5))).toThrow('ENOSPC');
    expect(witness.newest(hashOf(ORIGIN))).toBeNull();
  });

  it('gives the same cosignature again for the same checkpoint', () => {
    const witness = knowing(10);
    now += 100;
    const first = kept.get(ORIGIN)!.split('\n').at(-2);
    expect(add(witness, log.submission(10, 10))).toMatchObject({ status: 200, body: `${first}\n` });
    expect(add(started(), log.submission(10, 10)).body).toBe(`${first}\n`);
  });

  it('cosigns anew what another key of its own has cosigned', () => {
    knowing(10);
    const key = keyNamed('witness.example/next');
    const { status, body } = add(started({ key }), log.submission(10, 10));
    expect([status, body]).toEqual([200, cosign(key, NOW, log.text(10), nodePrimitives)]);
  });

  it('takes both keys of a log that changes its key, and no line of others', () => {
    const next = keyNamed('another key');
    const both = [log.key, publicKeyOf({ ...next, name: ORIGIN }, 'log', nodePrimitives)];
    const witness = started({ logs: both });
    expect(add(witness, log.submission(0, 3)).status).toBe(200);
    const signedAnew = `old 3\n\n${log.note(3, { ...next, name: ORIGIN })}`;
    expect(add(witness, signedAnew).status).toBe(200);
    const withOthers = log.submission(3, 4) + cosign(keyNamed('somebody'), 1, log.text(4), nodePrimitives);
    expect(add(witness, withOthers).status).toBe(200);
    expect(kept.get(ORIGIN)).not.toContain('somebody');
  });

  describe('refuses', () => {
    const line = (at: number, change: (text: string) => string) => (body: string) =>
      body
        .split('\n')
        .map((text, n) => (n === at ? change(text) : text))
        .join('\n');
    const good = log.submission(10, 20);

    it.each<[string, string, number]>([
      ['nothing', '', 400],
      ['a checkpoint alone', log.note(20), 400],
      ['no old size', good.replace('old 10', 'new 10'), 400],
      ['an old size with a sign', good.replace('old 10', 'old +10'), 400],
      ['an old size with a zero in front', good.replace('old 10', 'old 010'), 400],
      ['an old size over 2^53', good.replace('old 10', 'old 9007199254740993'), 400],
      ['two spaces', good.replace('old 10', 'old  10'), 400],
      ['CRLF', good.replaceAll('\n', '\r\n'), 400],
      ['no empty line', good.replace('\n\n', '\n'), 400],
      ['64 hashes', `old 10\n${`${log.tree.root(1).toString('base64')}\n`.repeat(64)}\n${log.note(20)}`, 400],
      ['a hash of 31 bytes', line(1, () => Buffer.alloc(31).toString('base64'))(good), 400],
      ['a hash in URL-safe base64', line(1, () => Buffer.alloc(32, 0xff).toString('base64url'))(good), 400],
      ['a megabyte in front', 'x'.repeat(1_000_000) + good, 400],
      ['no signature', `old 10\n\n${log.text(20)}`, 400],
      ['another line in the checkpoint', `old 10\n\n${log.text(20)}more\n\n— x AAAAAAAA\n`, 403],
      ['a log that it does not know', stranger.submission(0, 20), 404],
      ['the name of the log under another key', `old 10\n\n${log.note(20, { ...stranger.secret, name: ORIGIN })}`, 403],
      ['a signature of another text', good.replace('\n20\n', '\n21\n'), 403],
      ['one good and one bad signature', `${good}${log.note(19).split('\n').at(-2)}\n`, 403],
      ['a smaller log than before', log.submission(10, 10).replace(log.note(10), log.note(9)), 400],
      ['to start anew', log.submission(0, 20), 409],
      ['to go on from another size', log.submission(12, 20), 409],
      ['a smaller log from a smaller size', log.submission(5, 9), 409],
      ['a proof with a hash too few', line(1, () => '')(good).replace('\n\n', '\n'), 422],
      ['a proof with a hash too many', good.replace('\n', `\n${log.tree.root(1).toString('base64')}\n`), 422],
      ['a proof of another size', log.submission(9, 20).replace('old 9', 'old 10'), 422],
      [
        'a proof where nothing is to be proved',
        log.submission(10, 10).replace('\n\n', `\n${log.tree.root(1).toString('base64')}\n\n`),
        422,
      ],
      ['a log that has parted from it', new PlainLog(ORIGIN, 40, 5).submission(10, 20), 422],
    ])('%s', (_, body, status) => {
      const witness = knowing(10);
      const before = kept.get(ORIGIN);
      const given = add(witness, body);
      expect(given.status).toBe(status);
      if (status === 409) expect([given.type, given.body]).toEqual(['text/x.tlog.size', '10\n']);
      expect(kept.get(ORIGIN)).toBe(before);
      expect(conflicts).toEqual([]);
    });

    it('another root at the size that it knows, keeps both and says so, whatever else is wrong with it', () => {
      const witness = started();
      add(witness, log.submission(0, 20));
      for (const old of [20, 10, 0]) {
        expect(add(witness, fork.submission(old, 20))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '20\n' });
        expect(conflicts.at(-1)).toBe(fork.note(20));
      }
      expect(said[0]).toMatch(/has signed two different checkpoints of 20 entries/);
      expect(kept.get(ORIGIN)).toContain(log.text(20));
    });

    it('a proof from 0, which proves nothing', () => {
      const proof = `${log.tree.root(1).toString('base64')}\n`;
      expect(add(started(), `old 0\n${proof}\n${log.note(5)}`).status).toBe(422);
    });
  });

  it.each([
    ['is cut off', (note: string) => note.slice(0, 60)],
    ['was changed', (note: string) => note.replace('\n10\n', '\n11\n')],
    ['is nothing', () => ''],
    ['is of another log', () => stranger.note(10)],
    ['is signed by nobody', (note: string) => note.replaceAll(ORIGIN, 'x').replaceAll(KEY.name, 'y')],
  ])('does not start where what it remembers %s', (_, change) => {
    knowing(10);
    kept.set(ORIGIN, change(kept.get(ORIGIN)!));
    expect(() => started()).toThrow(WitnessMemoryError);
  });
});
