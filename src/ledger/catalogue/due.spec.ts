import { type Due, dateChange, datedBefore, dueRules, firstDateRules, moveRules } from './due.js';
import { partyRules } from './parts.js';
import { statedDateRules } from './stated-date.js';

const due = (from: string, to: string): Due => ({ from, to, precision: 'month', basis: 'printed' });
const NOVEMBER = due('2022-11-01', '2022-12-01');
const DECEMBER = due('2022-12-01', '2023-01-01');
const REVERSED = due('2022-11-02', '2022-11-02');
const WHY = 'Give the reason the date moved';

/** Where something is wrong, and what is said. */
const said = (findings: readonly unknown[]) =>
  (findings.filter(Boolean) as { field: string; message: string }[]).map(({ field, message }) => [field, message]);

describe('the kind of a date change', () => {
  test.each([
    ['2022-11-01', '2022-12-01', '2022-12-01', '2023-01-01', 'move'],
    ['2022-11-01', '2022-12-01', '2022-11-15', '2022-12-02', 'move'],
    ['2022-11-01', '2022-12-01', '2022-10-01', '2023-01-01', 'move'],
    ['2022-11-01', '2022-12-01', '2022-10-01', '2022-11-01', 'advance'],
    ['2022-11-01', '2022-12-01', '2022-10-31', '2022-12-01', 'advance'],
    ['2022-11-01', '2022-12-01', '2022-11-01', '2022-11-02', 'refinement'],
    ['2022-11-01', '2022-12-01', '2022-11-30', '2022-12-01', 'refinement'],
  ])('from %s..%s to %s..%s is a %s', (from, to, newFrom, newTo, kind) => {
    expect(dateChange(due(from, to), due(newFrom, newTo))).toBe(kind);
  });

  test('is filled in with the date before, where there is one', () => {
    const sent = { due: DECEMBER, reason: 'Late' };
    expect(datedBefore(sent, sent, NOVEMBER)).toEqual({ ...sent, from: NOVEMBER, effect: 'move' });
    expect(datedBefore(sent, sent, undefined)).toBe(sent);
  });
});

describe('a date', () => {
  const REVERSED_RANGE = ['due.to', 'The end of the date range must be after its start'];

  test('is a range that ends after it starts', () => {
    expect(said(dueRules(NOVEMBER, 'due'))).toEqual([]);
    expect(said(dueRules(REVERSED, 'target'))).toEqual([['target.to', REVERSED_RANGE[1]]]);
  });

  test('is the first only where there is none', () => {
    expect(said(firstDateRules(NOVEMBER, undefined, 'Move it'))).toEqual([]);
    expect(said(firstDateRules(NOVEMBER, DECEMBER, 'Move it'))).toEqual([['due', 'Move it']]);
    expect(said(firstDateRules(NOVEMBER, NOVEMBER, 'Move it'))).toEqual([['due', 'The date has not changed']]);
    expect(said(firstDateRules(REVERSED, undefined, 'Move it'))).toEqual([REVERSED_RANGE]);
  });

  test('moves with a reason, or the word that none was given', () => {
    const move = { due: DECEMBER, from: NOVEMBER, effect: 'move' } as const;
    expect(said(moveRules({ ...move, reason: 'Late' }, NOVEMBER, WHY))).toEqual([]);
    expect(said(moveRules({ ...move, notGiven: true }, NOVEMBER, WHY))).toEqual([]);
    expect(said(moveRules({ ...move, reason: ' ' }, NOVEMBER, WHY))).toEqual([['reason', WHY]]);
    expect(said(moveRules({ ...move, reason: 'Late' }, undefined, WHY))).toEqual([
      ['due', 'There is no date to move. Enter the date first'],
    ]);
  });

  test('may become narrower without a reason', () => {
    const middle = due('2022-11-10', '2022-11-20');
    expect(said(moveRules({ due: middle, from: NOVEMBER, effect: 'refinement' }, NOVEMBER, WHY))).toEqual([]);
  });

  test('moves from where it was, by what it says', () => {
    const wrong = { due: DECEMBER, from: DECEMBER, effect: 'advance', reason: 'Late' } as const;
    expect(said(moveRules(wrong, NOVEMBER, WHY))).toEqual([
      ['from', 'The date before was another one'],
      ['effect', 'From the date before to this one counts as move'],
    ]);
    const same = { due: NOVEMBER, from: NOVEMBER, effect: 'refinement' } as const;
    expect(said(moveRules(same, NOVEMBER, WHY))).toEqual([['due', 'The date has not changed']]);
  });
});

describe('a stated date', () => {
  test('is there, or said not to be', () => {
    expect(said(statedDateRules({ precision: 'notStated' }, 'issuedOn'))).toEqual([]);
    expect(said(statedDateRules({ precision: 'year' }, 'issuedOn'))).toEqual([
      ['issuedOn.date', 'Enter the date, or say that none is stated'],
    ]);
    expect(said(statedDateRules({ precision: 'notStated', date: '2022-01-01' }, 'issuedOn'))).toEqual([
      ['issuedOn.precision', 'There is a date. Say how exact it is'],
    ]);
  });
});

describe('a party', () => {
  test('is a body, or an office by id or in words', () => {
    for (const party of [{ bodyId: 'b' }, { roleId: 'r' }, { role: 'Clerk' }])
      expect(said(partyRules(party, 'owner', 'Say who must do this'))).toEqual([]);
    expect(said(partyRules({}, 'owner', 'Say who must do this'))).toEqual([['owner', 'Say who must do this']]);
  });
});
