import type { TrailDetail, TrailLine } from '../../../projections/audit-trail/queries/trail/trail.answers.js';
import type { EntryAnswer } from '../../../projections/seal/queries/entries.queries.js';
import { catalogue } from '../../catalogue.js';
import { stringsOf } from '../render/catalogue.js';
import { wordsIn } from '../render/words.js';
import { entriesPage } from './entries.view.js';
import { entryPage } from './entry.view.js';
import { sentenceOf } from './told.js';

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
  const { kind, ...names } = what;
  return words.t(key, { ...values, what: words.t(`what.${kind}` as Parameters<typeof words.t>[0], names) });
}

const act = (type: string) => line({ type, target: { id: 'e-1', index: 900, type: 'StatusReported' } });

describe('what an entry did, in one sentence', () => {
  it.each([
    [line(), effect(), 'Entry 1,204 changed the status of the commitment C22-14 from “On track” to “At risk”.'],
    [line(), effect({ made: 'stated', was: null }), 'Entry 1,204 stated the status of the commitment C22-14: At risk.'],
    [
      line(),
      effect({ made: 'repeated', was: 'At risk' }),
      'Entry 1,204 stated again the status of the commitment C22-14, as before: At risk.',
    ],
    [
      line(),
      effect({ was: 'At risk' }),
      'Entry 1,204 changed something about the status of the commitment C22-14, which still reads “At risk”.',
    ],
    [
      act('EntryCorrected'),
      effect(),
      'Entry 1,204 put right a slip of the ledger in the status of the commitment C22-14: “At risk”, not “On track”.',
    ],
    [
      act('EntryVoided'),
      effect({ made: 'takenBack', is: null }),
      'Entry 1,204 voided entry 900, which should not have been made: the status of the commitment C22-14 was “On track”.',
    ],
    [
      act('EntryVoided'),
      effect(),
      'Entry 1,204 voided entry 900, which should not have been made: the status of the commitment C22-14 is “At risk” ' +
        'again, not “On track”.',
    ],
    [
      act('Restated'),
      effect(),
      'Entry 1,204 says that the body restated the status of the commitment C22-14 from “On track” to “At risk”.',
    ],
    [
      act('Revised'),
      effect(),
      'Entry 1,204 says that the body revised the status of the commitment C22-14 from “On track” to “At risk”.',
    ],
    [
      act('Withdrawn'),
      effect({ made: 'takenBack', is: null }),
      'Entry 1,204 says that the body took back the status of the commitment C22-14, which was “On track”.',
    ],
    [
      act('PersonalDataErased'),
      effect({ on: 'nothing', was: null, is: null }),
      'Entry 1,204 says that words were erased from entry 900: the status of the commitment C22-14.',
    ],
    [
      line(),
      effect({ on: 'nothing', made: undefined, was: null, is: null }),
      'Entry 1,204 holds the status of the commitment C22-14. It changed no answer, because something else stood in its ' +
        'place already.',
    ],
    [
      line({ kind: 'LedgerOpened', type: 'LedgerOpened', facet: undefined, index: 0 }),
      effect({ on: 'nothing', was: null, is: null }),
      'Entry 0 recorded the beginning of this ledger.',
    ],
  ])('%#', (entry, its, sentence) => {
    expect(said(entry, its)).toBe(sentence);
  });

  it('leaves long texts to what stands below it', () => {
    const long = 'word '.repeat(60).trim();
    expect(said(line(), effect({ is: long }))).toBe('Entry 1,204 changed the status of the commitment C22-14.');
    expect(said(line(), effect({ is: 'Two\nlines' }))).toBe('Entry 1,204 changed the status of the commitment C22-14.');
  });

  it('does not say a name twice, nor end in two full stops', () => {
    const metric = line({ type: 'MetricDefined', kind: 'MetricDefined', object: { id: 'm', name: 'Calls' } });
    expect(said(metric, effect({ made: 'stated', was: null, is: 'Calls' }))).toBe(
      'Entry 1,204 stated the metric Calls.',
    );
    expect(said(line(), effect({ made: 'stated', was: null, is: 'Answer sooner.' }))).toMatch(/: Answer sooner\.$/);
  });
});

it('has words for every kind of entry that the ledger can hold', () => {
  const known = new Set(Object.keys(stringsOf('en')));
  const acts = new Set(['Revised', 'Restated', 'Withdrawn', 'EntryCorrected', 'EntryVoided', 'PersonalDataErased']);
  const names = catalogue.events.map(({ name }) => name);
  expect(names.filter((name) => !known.has(acts.has(name) ? `entry.act.${name}` : `what.${name}`))).toEqual([]);
  expect([...known].filter((key) => key.startsWith('what.') && !names.includes(key.slice(5)))).toEqual([]);
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
    expect(lines.map((one) => one.act)).toEqual([
      { type: 'EntryVoided', target: { id: 'e-1', index: 900, type: 'StatusReported' } },
      undefined,
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

  it('leads to its plan as the ledger showed it after the entry', () => {
    const { replay } = entryPage(detail, sealed, { size: 1400, plan: '/plans/PLAN' });
    expect(replay).toBe('/at/2022-08-04/size/1205/plans/PLAN/replay');
  });
});
