import type { HistoryEntry } from '../../statement.js';
import { countedMoves, dateSteps } from './date-moves.js';

const D = '2022-12-31';
const due = (from: string, to: string) => ({ from, to, precision: 'month', basis: 'printed' });
const OCTOBER = due('2022-10-01', '2022-11-01');
const NOVEMBER = due('2022-11-01', '2022-12-01');
const DECEMBER = due('2022-12-01', '2023-01-01');
const MID_DECEMBER = due('2022-12-10', '2022-12-11');

let sequence = 0;

/** One entry of a history of dates; `id` is its name here. */
function entry(id: string, reportedOn: string | undefined, date: object | undefined, more: object = {}): HistoryEntry {
  const type = 'MilestoneMoved';
  const data = date ? { due: date } : {};
  return {
    ...{ id, sequence: sequence++, facet: 'due', type, kind: type, edition: 1, entry: 'live', withdrawn: false, data },
    ...(reportedOn ? { reportedOn } : {}),
    ...more,
  } as HistoryEntry;
}

/** What the steps were, and how they count. */
function told(history: HistoryEntry[], by = D) {
  const steps = dateSteps(history, 'due', by);
  return { changes: steps.map(({ change = 'first' }) => change), ...countedMoves(steps) };
}

describe('dates that changed', () => {
  it('are counted by what each did to the one before', () => {
    const history = [
      entry('a', '2022-06-07', OCTOBER),
      entry('b', '2022-08-04', DECEMBER),
      entry('c', '2022-09-01', MID_DECEMBER),
      entry('d', '2022-10-01', NOVEMBER),
    ];
    expect(told(history)).toEqual({
      ...{ changes: ['first', 'move', 'refinement', 'advance'], moved: 1, advanced: 1, firstDue: OCTOBER },
    });
    expect(told(history, '2022-08-03')).toEqual({ changes: ['first'], moved: 0, advanced: 0 });
    expect(told([])).toEqual({ changes: [], moved: 0, advanced: 0 });
  });

  it('are in the order of the reports, loaded in whatever order', () => {
    const history = [entry('b', '2022-08-04', DECEMBER), entry('a', '2022-06-07', OCTOBER)];
    expect(told(history)).toMatchObject({ moved: 1, advanced: 0, firstDue: OCTOBER });
  });

  it('do not count where the same days were said again, or came back', () => {
    const again = [entry('a', '2022-06-07', OCTOBER), entry('b', '2022-08-04', OCTOBER)];
    expect(told(again)).toEqual({ changes: ['first', 'first'], moved: 0, advanced: 0 });
    expect(told([...again, entry('c', '2022-09-01', DECEMBER), entry('d', '2022-10-01', OCTOBER)])).toEqual({
      ...{ changes: ['first', 'first', 'move', 'advance'], moved: 1, advanced: 1 },
    });
  });

  it('are those that the body restated, and not those that it took back', () => {
    const first = [entry('a', '2022-06-07', OCTOBER), entry('b', '2022-08-04', DECEMBER)];
    const restated = entry('c', '2022-09-01', NOVEMBER, { type: 'Restated', target: 'b' });
    expect(told([...first, restated])).toMatchObject({ changes: ['first', 'move'], moved: 1, firstDue: OCTOBER });
    const startRestated = entry('c', '2022-09-01', NOVEMBER, { type: 'Restated', target: 'a' });
    expect(told([...first, startRestated])).toMatchObject({ moved: 1, firstDue: NOVEMBER });
    const takenBack = entry('c', '2022-09-01', undefined, { type: 'Withdrawn', target: 'b', withdrawn: true });
    expect(told([...first, takenBack])).toEqual({ changes: ['first'], moved: 0, advanced: 0 });
    expect(told([...first, takenBack], '2022-08-31')).toMatchObject({ moved: 1 });
  });

  it('are those that the ledger holds for right', () => {
    const first = [entry('a', '2022-06-07', OCTOBER), entry('b', '2022-08-04', DECEMBER)];
    const corrected = entry('c', undefined, OCTOBER, { type: 'EntryCorrected', target: 'b' });
    expect(told([...first, corrected])).toEqual({ changes: ['first', 'first'], moved: 0, advanced: 0 });
    const voided = first.map((one) => (one.id === 'b' ? { ...one, voidedBy: 99 } : one));
    expect(told(voided)).toEqual({ changes: ['first'], moved: 0, advanced: 0 });
    const ofCorrected = entry('d', '2022-09-01', NOVEMBER, { type: 'Restated', target: 'c' });
    expect(told([...first, corrected, ofCorrected])).toMatchObject({ changes: ['first', 'move'], moved: 1 });
  });

  it('are told apart from those of other keys', () => {
    const other = entry('b', '2022-08-04', DECEMBER, { facet: 'action/1/due' });
    expect(told([entry('a', '2022-06-07', OCTOBER), other])).toEqual({ changes: ['first'], moved: 0, advanced: 0 });
  });
});
