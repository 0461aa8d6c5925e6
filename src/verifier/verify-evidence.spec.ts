import { idAt, LogEntries } from '../../test/support/log-entries.js';
import { BuiltLog, LOG_KEY, LOG_VKEY } from '../../test/support/log-files.js';
import { toBase64 } from '../integrity/base64.js';
import { toHex, utf8 } from '../integrity/bytes.js';
import { canonicalJson, type JsonObject } from '../integrity/canonical-json.js';
import { nodePrimitives } from '../integrity/node-primitives.js';
import type { Question } from './checkpoint-checks.js';
import { EVIDENCE_FORMAT } from './evidence.js';
import type { Verdict } from './verdict.js';
import { verifyEvidence } from './verify-evidence.js';

const AT_SIZE = 5;
const entries = new LogEntries();
entries.administrative('LedgerOpened');
entries.status('on-track');
entries.status('at-risk', { stream: 'commitment-2' });
entries.act('EntryCorrected', 1);
entries.status('late', { stream: 'commitment-2', reportedOn: '2026-11-20' });
entries.status('delivered');
const log = BuiltLog.of(entries.all);
const KEY = 'commitment-1/status/officer';

/** How it is told, up to what is missing. */
const UNPUBLISHED = 'The file does not say which report was published: it lacks';

const figure = (index: number, key: string, members: JsonObject = {}): JsonObject => ({
  ...{ pointer: `/figures/${index}`, key, index },
  ...{ entry: toBase64(log.entries[index]!), proof: log.proof(index), ...members },
});

const cited = (members: JsonObject = {}): JsonObject => ({
  format: EVIDENCE_FORMAT,
  ...{ origin: LOG_KEY.name, view: { asReportedOn: '2026-11-10', atSize: AT_SIZE }, checkpoint: log.note() },
  figures: [figure(3, KEY), figure(2, 'commitment-2/status/officer')],
  ...{ entries: null, ...members },
});
const complete = (members: JsonObject = {}) => cited({ entries: log.entries.map(toBase64), ...members });

const verify = (evidence: JsonObject, question: Partial<Question> = {}) =>
  verifyEvidence(JSON.stringify(evidence), { vkey: LOG_VKEY, ...question }, nodePrimitives);

const failing = ({ checks }: Verdict) => checks.flatMap(({ check, outcome }) => (outcome === 'failed' ? check : []));
const report = ({ checks }: Verdict) => {
  const { outcome, says, more } = checks.find(({ check }) => check === 'report')!;
  return [`${outcome}: ${says}`, ...more].join('\n');
};

describe('evidence of a report', () => {
  it('passes as cited: each figure is in the log', () => {
    const verdict = verify(cited());
    expect(verdict).toMatchObject({ exit: 0, grade: 'cited', entries: 2, size: 6 });
    expect(report(verdict)).toBe(
      `passed: 2 figures and statements are in the log\n${UNPUBLISHED} the entry that published it`,
    );
  });

  it('passes as complete: the view was made anew out of all entries', () => {
    const verdict = verify(complete());
    expect(verdict).toMatchObject({ exit: 0, grade: 'complete', entries: 6 });
    expect(report(verdict)).toBe(
      `passed: 2 figures and statements are those of its view\n${UNPUBLISHED} the entry that published it`,
    );
  });

  it('says what was erased where all entries are there, and nothing of it where they are not', () => {
    const more = (evidence: JsonObject) => verify(evidence).checks.find(({ check }) => check === 'disclosures')!.more;
    expect(more(complete())).toEqual(['No erasure is recorded: no entry says that a value was erased']);
    expect(more(cited())).toEqual([]);
  });

  const evidence: [string, JsonObject, RegExp][] = [
    [
      'a proof of another entry',
      cited({ figures: [figure(3, KEY, { proof: log.proof(2) })] }),
      /does not show that its entry is entry 3/,
    ],
    ['another entry', cited({ figures: [figure(3, KEY, { entry: toBase64(log.entries[1]!) })] }), /does not show/],
    ['an entry that came later', cited({ figures: [figure(5, KEY)] }), /not among the first 5/],
    [
      'an entry that was reported later',
      cited({ figures: [figure(4, 'commitment-2/status/officer')] }),
      /reported on 2026-11-20, after 2026-11-10/,
    ],
    [
      'an entry about something else',
      cited({ figures: [figure(2, 'commitment-2/lead')] }),
      /entry 2 says nothing about commitment-2\/lead/,
    ],
    [
      'a change of another object',
      cited({ figures: [figure(3, 'commitment-2/status/officer')] }),
      /entry 3 says nothing about/,
    ],
    ['something administrative', cited({ figures: [figure(0, 'ledger-1/null')] }), /entry 0 says nothing about/],
    [
      'a view beyond its checkpoint',
      cited({ view: { asReportedOn: '2026-11-10', atSize: 7 } }),
      /rests on 7 entries, but the checkpoint covers 6/,
    ],
    ['another log', cited({ origin: 'ledger.example/other' }), /names the log "ledger.example\/other"/],
    ['the word complete and no entries', cited({ grade: 'complete' }), /claims to be complete, but has 0 of 6/],
    [
      'the word complete and too few entries',
      complete({ entries: log.entries.slice(0, AT_SIZE).map(toBase64) }),
      /has 5 of 6/,
    ],
    [
      'an older answer',
      complete({ figures: [figure(1, KEY)] }),
      /entry 1 is not what answers for commitment-1\/status\/officer/,
    ],
    [
      'an answer of another day',
      complete({ figures: [figure(4, 'commitment-2/status/officer')] }),
      /entry 4 is not what answers/,
    ],
  ];

  it.each(evidence)('fails with %s', (_, file, words) => {
    const verdict = verify(file);
    expect([verdict.exit, failing(verdict)]).toEqual([1, ['report']]);
    expect(report(verdict)).toMatch(words);
  });

  it('fails where its entries are not those of its checkpoint', () => {
    const other = log.entries.map(toBase64);
    other[5] = toBase64(log.entries[4]!);
    expect(failing(verify(complete({ entries: other })))).toEqual(['tree', 'envelope']);
  });

  it('is held against a kept checkpoint as far as it goes', () => {
    expect(verify(complete(), { since: log.note(3) })).toMatchObject({ exit: 0 });
    expect(verify(cited(), { since: log.note() })).toMatchObject({ exit: 0 });
    expect(verify(cited(), { since: log.note(3) })).toMatchObject({ exit: 2 });
    const older = { checkpoint: log.note(5), entries: log.entries.slice(0, 5).map(toBase64) };
    const figures = [figure(3, KEY, { proof: log.proof(3, 5) })];
    expect(verify(cited({ ...older, figures }), { since: log.note() })).toMatchObject({ exit: 2 });
    expect(verify(cited({ ...older, figures }))).toMatchObject({ exit: 0, grade: 'complete' });
    const rewritten = BuiltLog.of(entries.all.toSpliced(2, 1));
    expect(failing(verify(complete(), { since: rewritten.note(3) }))).toEqual(['since']);
  });

  it('fails with a checkpoint that is not signed by the log', () => {
    const stranger = new BuiltLog(log.entries, { ...LOG_KEY, name: 'other' });
    expect(verify(cited({ checkpoint: stranger.note() }))).toMatchObject({ exit: 1, entries: 0, grade: null });
  });

  describe('with the entry that published it', () => {
    const REPORT = '0190a5b4-7c00-7000-8000-00000000000a';
    const published = new LogEntries();
    published.status('on-track');
    const shown = (of: string): JsonObject => {
      const listed = [{ key: KEY, entry: idAt(0) }];
      return { format: 'progress-ledger-report@1', report: of, entries: listed };
    };
    const view = { asReportedOn: '2026-11-10', atSize: 1 };
    const contentSha256 = toHex(nodePrimitives.sha256(utf8(canonicalJson(shown(REPORT)))));
    published.add('ReportPublished', { stream: `report-${REPORT}`, data: { ...view, contentSha256 } });
    published.add('ReportPublished', { stream: `report-${REPORT}`, data: view }); // as a paper
    const publishedLog = BuiltLog.of(published.all);
    const proven = (index: number): JsonObject => ({
      ...{ index, entry: toBase64(publishedLog.entries[index]!), proof: publishedLog.proof(index) },
    });
    const of = (members: JsonObject): JsonObject => ({
      ...{ format: EVIDENCE_FORMAT, origin: LOG_KEY.name, view, checkpoint: publishedLog.note(), entries: null },
      figures: [{ pointer: '/entries/0', key: KEY, ...proven(0) }],
      ...members,
    });

    it.each([
      ['its content', of({ publication: proven(1), content: shown(REPORT) }), /with the fingerprint [0-9a-f]{64}$/],
      ['a paper', of({ publication: proven(2), content: shown(REPORT) }), /published the report as a paper$/],
    ])('says that it published %s', (_, file, words) => {
      const verdict = verify(file);
      expect([verdict.exit, report(verdict)]).toEqual([0, expect.stringMatching(words)]);
    });

    it.each([
      ['no such entry', of({ content: shown(REPORT) }), 'the entry that published it'],
      ['no content', of({ publication: proven(2) }), 'the content'],
    ])('or with %s, says what it cannot say', (_, file, missing) => {
      const verdict = verify(file);
      expect([verdict.exit, report(verdict)]).toEqual([0, expect.stringContaining(`\n${UNPUBLISHED} ${missing}`)]);
    });

    it.each([1, 2])('fails where that is about another report', (index) => {
      const verdict = verify(of({ publication: proven(index), content: shown(idAt(9)) }));
      expect([verdict.exit, failing(verdict)]).toEqual([1, ['report']]);
      expect(report(verdict)).toMatch(/The entry published another report/);
    });
  });

  it('without figures shows nothing', () => {
    expect(verify(cited({ figures: [] }))).toMatchObject({ exit: 2, entries: 0 });
  });

  it.each([
    ['another format', cited({ format: 'progress-ledger-evidence@2' })],
    ['no view', cited({ view: null })],
    ['a day that is none', cited({ view: { asReportedOn: '2026-13-01', atSize: 1 } })],
    ['a figure without a place', cited({ figures: [figure(3, KEY, { index: '3' })] })],
    ['a proof that is not base64', cited({ figures: [figure(3, KEY, { proof: ['?'] })] })],
    ['a proof that is not made of hashes', cited({ figures: [figure(3, KEY, { proof: ['AA=='] })] })],
    ['entries that are no list', cited({ entries: 'all' })],
    ['another grade', cited({ grade: 'proven' })],
  ])('cannot be read with %s', (_, file) => {
    expect(verify(file)).toMatchObject({ exit: 2, entries: 0 });
  });

  it('cannot be read where it is no JSON', () => {
    expect(verifyEvidence('x', { vkey: LOG_VKEY }, nodePrimitives)).toMatchObject({ exit: 2 });
    expect(verifyEvidence('null', { vkey: LOG_VKEY }, nodePrimitives)).toMatchObject({ exit: 2 });
  });
});
