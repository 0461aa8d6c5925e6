import type { TrailDetail, TrailLine } from '../../../projections/audit-trail/queries/trail/trail.answers.js';
import type { EntryAnswer } from '../../../projections/seal/queries/entries.queries.js';
import { catalogue } from '../../catalogue.js';
import type { JsonObject } from '../../integrity/canonical-json.js';
import { stringsOf } from '../render/catalogue.js';
import { wordsIn } from '../render/words.js';
import { entriesPage } from './entries.view.js';
import { entryPage } from './entry.view.js';
import { happened, headingOf, sentenceOf, whatOf } from './told.js';

const words = wordsIn('en', 'Europe/London');

const line = (more: Partial<TrailLine> = {}): TrailLine => ({
  ...{ id: 'e-4', index: 1204, type: 'StatusReported', kind: 'StatusReported', category: 'commitment' },
  ...{ object: { id: 'c', name: 'C22-14' }, facet: 'status/officer', said: 'At risk', actedOnBy: [] },
  ...{ reportedOn: '2022-08-04', recordedAt: '2022-08-04T09:00:00.000Z', recordedOn: '2022-08-04', entry: 'live' },
  ...more,
});

const effect = (more: Partial<TrailDetail['effect']> = {}): TrailDetail['effect'] => ({
  ...{ on: 'shown', made: 'changed', asReportedOn: '2022-08-04', was: 'On track', is: 'At risk', ...more },
});

/** The sentence as a page says it. */
function said(entry: TrailLine, its: TrailDetail['effect']): string {
  const { key, what, ...values } = sentenceOf({ ...entry, effect: its });
  return words.t(key, { ...values, told: happened(what, words) });
}

const act = (type: string) => line({ type, target: { id: 'e-1', index: 900, type: 'StatusReported' } });

const STATUS = 'Status stated: commitment C22-14';
const OPENED = { kind: 'LedgerOpened', type: 'LedgerOpened', category: 'ledger', object: { id: 'l' } };

describe('what an entry did, in a few words', () => {
  it.each([
    [line(), effect(), `${STATUS}. Now “At risk”; before, “On track”.`],
    [line(), effect({ made: 'stated', was: null }), `${STATUS}. It says “At risk”.`],
    [line(), effect({ made: 'repeated', was: 'At risk' }), `${STATUS}. The same as before: “At risk”.`],
    [line(), effect({ was: 'At risk' }), `${STATUS}. Something about it changed, but it still reads “At risk”.`],
    [act('EntryCorrected'), effect(), `${STATUS}. The ledger had it wrong: it is “At risk”, not “On track”.`],
    [
      act('EntryVoided'),
      effect({ made: 'takenBack', is: null }),
      `${STATUS}. Entry 900 should not have been made, and no longer counts: it said “On track”.`,
    ],
    [
      act('EntryVoided'),
      effect(),
      `${STATUS}. Entry 900 should not have been made, and no longer counts: it is “At risk” again, not “On track”.`,
    ],
    [act('Restated'), effect(), `${STATUS}. The body has restated it from “On track” to “At risk”.`],
    [act('Revised'), effect(), `${STATUS}. The body has revised it from “On track” to “At risk”.`],
    [
      act('Withdrawn'),
      effect({ made: 'takenBack', is: null }),
      `${STATUS}. The body has taken it back; it was “On track”.`,
    ],
    [
      act('PersonalDataErased'),
      effect({ on: 'nothing', was: null, is: null }),
      `${STATUS}. Words of entry 900 have been erased.`,
    ],
    [
      line(),
      effect({ on: 'nothing', made: undefined, was: null, is: null }),
      `${STATUS}. It changed no answer, because something else stood in its place already.`,
    ],
    [line({ ...OPENED, facet: undefined, index: 0 }), effect({ on: 'nothing', was: null, is: null }), 'Ledger opened.'],
  ])('%#', (entry, its, sentence) => {
    expect(said(entry, its)).toBe(sentence);
  });

  it('leaves long texts to what stands below it', () => {
    const long = 'word '.repeat(60).trim();
    expect(said(line(), effect({ is: long }))).toBe(`${STATUS}. Something else was said before.`);
    expect(said(line(), effect({ is: 'Two\nlines' }))).toBe(`${STATUS}. Something else was said before.`);
  });

  it('does not say a name twice, nor end in two full stops', () => {
    const calls = {
      type: 'MetricDefined',
      kind: 'MetricDefined',
      category: 'metric',
      object: { id: 'm', name: 'Calls' },
    };
    expect(said(line(calls), effect({ made: 'stated', was: null, is: 'Calls' }))).toBe('Metric defined: Calls.');
    expect(said(line(), effect({ made: 'stated', was: null, is: 'Answer sooner.' }))).toMatch(/“Answer sooner”\.$/);
  });
});

describe('what happened with an entry', () => {
  const heading = (more: Partial<TrailLine>) => headingOf(whatOf(line(more)), words);

  it('names what it happened to, a part of that first', () => {
    const plan = { category: 'plan', object: { id: 'p', name: 'A plan' }, part: { id: 't', name: 'Safety' } };
    expect(heading({ type: 'ThemeAdded', kind: 'ThemeAdded', ...plan })).toBe('Theme added: Safety, A plan');
    const report = { category: 'report', object: { id: 'r', name: 'Report One' } };
    expect(heading({ type: 'ReportPublished', kind: 'ReportPublished', ...report })).toBe(
      'Report published: Report One',
    );
    expect(heading(OPENED)).toBe('Ledger opened');
  });

  it('begins with how it acts on another entry', () => {
    expect(heading(act('Restated'))).toBe(`Restated by the body. ${STATUS}`);
  });
});

it('has words for every kind of entry that the ledger can hold, and for nothing else', () => {
  const known = new Set(Object.keys(stringsOf('en')));
  const acts = new Set(['Revised', 'Restated', 'Withdrawn', 'EntryCorrected', 'EntryVoided', 'PersonalDataErased']);
  const names = catalogue.events.map(({ name }) => name);
  expect(names.filter((name) => !known.has(`told.${name}`))).toEqual([]);
  const told = [...known].filter((key) => /^told\.[A-Z]/.test(key)).map((key) => key.slice('told.'.length));
  expect(told.filter((name) => !names.includes(name))).toEqual([]);
  for (const name of acts) expect(known.has(`entry.actedOn.${name}`)).toBe(true);
});

describe('the list of entries', () => {
  it('goes on beside its first and last entries, with its filters', () => {
    const lines = [line({ index: 9 }), line({ index: 7 })];
    const page = entriesPage({ lines, total: 12, newer: true, older: true }, { category: 'plan', before: 10 }, []);
    expect(page).toMatchObject({
      ...{ newer: { category: 'plan', after: 9 }, older: { category: 'plan', before: 7 } },
      isNarrowed: true,
    });
    const all = entriesPage({ lines, total: 2, newer: false, older: false }, {}, []);
    expect([all.newer, all.older, all.isNarrowed]).toEqual([undefined, undefined, false]);
  });

  it('says how an entry acts on another', () => {
    const { lines } = entriesPage(
      { lines: [act('EntryVoided'), line()], total: 2, newer: false, older: false },
      {},
      [],
    );
    expect(lines.map((one) => [one.what.act, one.target?.index])).toEqual([
      ['EntryVoided', 900],
      ['', undefined],
    ]);
  });
});

describe('one entry', () => {
  const sealed: EntryAnswer = {
    ...{ id: 'e-4', index: 1204, leafHash: 'ab' },
    entry: { v: 1, data: { words: 'naïve', a: 1 } },
    disclosures: [{ pointer: '/data/reason', disclosure: '["salt","/data/reason","Because"]' }],
    erased: [{ pointer: '/data/note', id: 'x', index: 1300, recordedAt: '', ground: 'request' }],
  };
  const detail = { ...line(), effect: effect(), mentions: [], citations: [] };

  it('shows the very bytes that were sealed, and what is held beside them', () => {
    const page = entryPage(detail, sealed, { size: 1400, plan: undefined });
    expect(page.bytes).toMatchObject({ exact: '{"data":{"a":1,"words":"naïve"},"v":1}', count: 39, leafHash: 'ab' });
    expect(page.values).toEqual([
      { pointer: '/data/note', erasedBy: 1300 },
      { pointer: '/data/reason', value: 'Because' },
    ]);
    expect([page.last, page.replay]).toEqual([1399, undefined]);
  });

  it('was taken from the file of the very document that it tells of only where the fingerprint is that one', () => {
    const [own, other] = ['e'.repeat(64), 'f'.repeat(64)];
    const isFromItsOwn = (category: string, sha256?: string, data: JsonObject = { sha256: own }) =>
      entryPage(
        { ...detail, category, source: sha256 === undefined ? undefined : { sha256 } },
        { ...sealed, entry: { v: 1, data } },
        { size: 1400, plan: undefined },
      ).isFromItsOwnFile;
    expect(isFromItsOwn('source', own)).toBe(true);
    expect(isFromItsOwn('source', other)).toBe(false);
    expect(isFromItsOwn('settings', own)).toBe(false);
    expect(isFromItsOwn('source', own, {})).toBe(false);
    expect(isFromItsOwn('source', undefined, {})).toBe(false);
  });

  it('leads to its plan as the ledger showed it after the entry', () => {
    const { replay } = entryPage(detail, sealed, { size: 1400, plan: '/plans/PLAN' });
    expect(replay).toBe('/at/2022-08-04/size/1205/plans/PLAN/replay');
  });
});
