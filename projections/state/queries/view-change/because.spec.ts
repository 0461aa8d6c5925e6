import type { Statement } from '../../statement.js';
import { becauseOf } from './because.js';
import { CAUSES } from './view-change.answers.js';

/** The later view is of the same day and size or of any greater ones. */
const FROM = { asReportedOn: '2022-08-04', atSize: 10 };

/** An answer of a key: its slot and the entry whose words stand, when it was reported, and by what kind of event. */
function answer(slot: number, reportedOn: string, originalType = 'StatusReported', src = slot): Statement {
  const type = src === slot ? originalType : 'EntryCorrected';
  return { slot, src, reportedOn, originalType, type } as Statement;
}

const EARLY = answer(3, '2022-06-07');

/** Of a key: its answer before, its answer now, and what made the difference. */
const CASES: [before: Statement | undefined, after: Statement | undefined, because: string, why: string][] = [
  [undefined, answer(5, '2022-09-01'), 'later report', 'first said in between'],
  [EARLY, answer(5, '2022-09-01'), 'later report', 'said anew in between'],
  [EARLY, answer(12, '2022-09-01'), 'later report', 'and recorded in between as well'],
  [EARLY, answer(5, '2022-09-01', 'Revised'), 'revision', 'revised in between'],
  [EARLY, answer(5, '2022-09-01', 'Restated'), 'restatement', 'restated in between'],
  [EARLY, answer(12, '2022-07-01', 'Restated'), 'restatement', 'a restatement loaded later'],
  [EARLY, answer(5, '2022-09-01', 'Withdrawn'), 'withdrawal', 'taken back in between'],
  [EARLY, answer(3, '2022-06-07', 'StatusReported', 11), 'ledger correction', 'put right in between'],
  [EARLY, answer(5, '2022-09-01', 'StatusReported', 11), 'later report', 'said anew, and that was put right'],
  [undefined, answer(12, '2022-07-01'), 'loaded later', 'first said before, recorded in between'],
  [EARLY, answer(12, '2022-08-04'), 'loaded later', 'said anew before, recorded in between'],
  [EARLY, undefined, 'void', 'voided, and nothing stands'],
  [EARLY, answer(2, '2022-06-01'), 'void', 'voided, and what was said before it stands again'],
  [
    answer(3, '2022-06-07', 'StatusReported', 6),
    answer(3, '2022-06-07'),
    'void',
    'a correction was voided, and the words before it stand again',
  ],
  [
    answer(3, '2022-06-07', 'StatusReported', 7),
    answer(3, '2022-06-07', 'StatusReported', 6),
    'void',
    'a correction of a correction was voided',
  ],
];

describe('why a key answers otherwise', () => {
  it.each(CASES)('%#: %j, then %j: %s (%s)', (before, after, because) => {
    expect(becauseOf({ before, after }, FROM)).toBe(because);
  });

  it('is told in every way that there is', () => {
    expect([...new Set(CASES.map(([, , because]) => because))].sort()).toEqual([...CAUSES].sort());
  });
});
