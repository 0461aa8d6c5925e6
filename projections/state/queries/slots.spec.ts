import type { HistoryEntry } from '../statement.js';
import { before, notChangedSince, slotsOf } from './slots.js';

let next = 0;

function entry(type: string, more: Partial<HistoryEntry> = {}): HistoryEntry {
  const sequence = next++;
  return {
    stream: 'metric-1',
    category: 'metric',
    objectId: '1',
    facet: 'value/2022-03-01..2022-04-01/E1',
    sequence,
    withdrawn: false,
    id: `e${sequence}`,
    type,
    kind: 'MetricSubmitted',
    reportedOn: '2022-08-04',
    edition: 1,
    entry: 'live',
    recordedAt: '2022-08-04T09:00:00.000Z',
    data: {},
    ...more,
  };
}

describe('the slots of a history', () => {
  beforeEach(() => {
    next = 0;
  });

  it('tells what the body has neither changed nor taken back since, the earliest reported first', () => {
    const [second, first] = [entry('MetricSubmitted'), entry('MetricSubmitted', { reportedOn: '2022-06-07' })];
    const corrected = entry('EntryCorrected', { target: second.id });
    const standing = (...more: HistoryEntry[]) =>
      notChangedSince(slotsOf([second, first, corrected, ...more], '2022-08-04')).map(({ original }) => original.id);
    expect(standing()).toEqual([first.id, second.id]);
    const restated = entry('Restated', { target: corrected.id });
    expect(standing(restated)).toEqual([first.id, restated.id]);
    expect(standing(entry('Withdrawn', { target: first.id, withdrawn: true }))).toEqual([second.id]);
    expect(standing(entry('Restated', { target: first.id, reportedOn: '2022-08-05' }))).toHaveLength(2);
  });

  it('gives each statement with its last correction, found through a chain', () => {
    const said = entry('MetricSubmitted');
    const first = entry('EntryCorrected', { target: said.id });
    const second = entry('EntryCorrected', { target: first.id });
    expect(slotsOf([said, first, second], '2022-08-04')).toEqual([{ original: said, text: second }]);
  });

  it('leaves out what was voided, and brings the text before a voided correction back', () => {
    const gone = entry('MetricSubmitted', { voidedBy: 4 });
    const said = entry('MetricSubmitted');
    const wrong = entry('EntryCorrected', { target: said.id, voidedBy: 3 });
    const voiding = entry('EntryVoided', { target: wrong.id, reportedOn: undefined });
    expect(slotsOf([gone, said, wrong, voiding], '2022-08-04')).toEqual([{ original: said, text: said }]);
  });

  it('leaves out what was reported later', () => {
    const said = entry('MetricSubmitted');
    const restated = entry('Restated', { target: said.id, reportedOn: '2026-06-11' });
    expect(slotsOf([said, restated], '2026-06-10').map(({ original }) => original)).toEqual([said]);
    expect(slotsOf([said, restated], '2026-06-11')).toHaveLength(2);
  });

  it('orders by day, then edition, then place in the ledger', () => {
    const slots = slotsOf(
      [
        entry('MetricSubmitted', { reportedOn: '2022-08-05' }),
        entry('MetricSubmitted', { edition: 2 }),
        entry('MetricSubmitted'),
        entry('MetricSubmitted'),
      ],
      '2022-08-05',
    );
    const order = [...slots].sort((a, b) => (before(a, b) ? -1 : 1)).map(({ original }) => original.id);
    expect(order).toEqual(['e2', 'e3', 'e1', 'e0']);
  });
});
