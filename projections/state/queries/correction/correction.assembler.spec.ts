import { inHistory, said, uuid } from '../../../../test/support/said.js';
import type { HistoryEntry } from '../../statement.js';
import { Facts } from '../facts.js';
import { Names } from '../names.js';
import type { Publication } from '../restatement/publications.js';
import { corrections } from './correction.assembler.js';

const METRIC = `metric-${uuid(1)}`;
const FACET = 'value/2022/-/-';
const facts = new Facts([said(METRIC, 'definition', { name: 'Calls', unit: 'calls' })]);
const words = { facts, names: new Names(facts), statusLabels: new Map() };

const first = inHistory(said(METRIC, FACET, { value: '1', qualifier: 'over' }));
const fixed = inHistory(
  said(
    METRIC,
    FACET,
    { value: '2' },
    { type: 'EntryCorrected', target: first.id, change: { correctionReason: 'A digit' } },
  ),
);
const again = inHistory(
  said(
    METRIC,
    FACET,
    { value: '3' },
    { type: 'EntryCorrected', target: fixed.id, change: { correctionReason: { $c: 'x' } } },
  ),
);
const voided = (target: HistoryEntry, data = {}) => {
  const { reportedOn: _, ...entry } = inHistory(said(METRIC, FACET, data, { type: 'EntryVoided', target: target.id }));
  return entry;
};

const shownAt = (n: number, atSize: number): Publication => ({
  ...{ report: { id: uuid(n), name: `Report ${n}` }, version: 1, plan: uuid(5) },
  shows: { asReportedOn: '2022-06-07', atSize },
});

function list(history: HistoryEntry[], on = '2022-08-04', ...publications: Publication[]) {
  return corrections([history], { words, on, publications });
}

describe('corrections of the ledger', () => {
  it('say what it had and what it has, one by one, the newest first', () =>
    expect(list([first, fixed, again])).toMatchObject([
      { kind: 'correction', target: fixed.id, was: { value: '2' }, isInWords: '3 calls', reason: null },
      { kind: 'correction', target: first.id, wasInWords: 'over 1 calls', is: { value: '2' }, reason: 'A digit' },
    ]));

  it('are about what the public had been told by then', () => {
    expect(list([first, fixed], '2022-06-07')).toMatchObject([{ reportedOn: '2022-06-07', object: { name: 'Calls' } }]);
    expect(list([first, fixed], '2022-06-06')).toEqual([]);
  });

  it('leave nothing where the entry should never have been made', () => {
    const end = voided(first, { reason: 'Another metric', insteadOf: uuid(7) });
    expect(list([{ ...first, voidedBy: end.sequence }, end])).toMatchObject([
      { kind: 'void', was: { value: '1' }, is: null, isInWords: null, insteadOf: uuid(7), takenBack: false },
    ]);
  });

  it('may be taken back themselves', () => {
    const end = voided(fixed, { reason: 'It was right' });
    expect(list([first, { ...fixed, voidedBy: end.sequence }, end])).toMatchObject([
      { kind: 'void', target: fixed.id, was: { value: '2' } },
      { kind: 'correction', target: first.id, takenBack: true },
    ]);
  });

  it('name the reports that show what was wrong, and no others', () => {
    const end = voided(first, { reason: 'Another metric' });
    const history = [{ ...first, voidedBy: end.sequence }, { ...fixed, voidedBy: end.sequence }, end];
    const reports = [shownAt(10, fixed.sequence), shownAt(11, end.sequence), shownAt(12, end.sequence + 1)];
    const shownIn = list(history, '2022-08-04', ...reports).map((one) => one.shownIn.map(({ name }) => name));
    expect(shownIn).toEqual([['Report 10', 'Report 11'], ['Report 10']]);
  });

  it('are no restatements', () => {
    const restated = inHistory(said(METRIC, FACET, { value: '9' }, { type: 'Restated', target: first.id }));
    expect(list([first, restated])).toEqual([]);
  });
});
