import { addDays, type Day } from '../../../../src/ledger/dates.js';
import { MILESTONE_KINDS } from '../../../../src/milestones/milestone.events.js';
import { Random, seedFrom } from '../../../../test/support/random.js';
import { said, uuid } from '../../../../test/support/said.js';
import { Facts } from '../facts.js';
import { Names } from '../names.js';
import { milestones } from './milestone.assembler.js';
import { isShown, MILESTONE_SHOWS } from './shown.js';

const ON = '2022-08-04';

function answerOf({ kind, state, due, on = ON }: { kind: string; state?: string; due?: object; on?: Day }) {
  const stream = `milestone-${uuid(1)}`;
  const facts = new Facts([
    said(stream, 'promise', { kind, what: 'It ends.' }),
    ...(due ? [said(stream, 'due', { due } as never)] : []),
    ...(state ? [said(stream, 'state', { state })] : []),
  ]);
  return milestones(facts, new Names(facts), on)[0]!;
}
const showsOf = (given: Parameters<typeof answerOf>[0], moved = 0) => {
  const line = { ...answerOf(given), moved };
  return MILESTONE_SHOWS.filter((show) => isShown(line, show, given.on ?? ON));
};

describe('what a milestone is shown among', () => {
  const past = { from: '2022-07-01', to: '2022-08-01' };

  it.each(['contractEnd', 'fundingEnd'])('is what is past its last day where it comes by itself: %s', (kind) => {
    expect(showsOf({ kind, due: past })).toEqual(['lastDayPast']);
    expect(answerOf({ kind, due: past }).overdue).toBe(false);
    expect(answerOf({ kind, due: past })).not.toHaveProperty('daysOverdue');
    expect(showsOf({ kind, due: past, on: '2022-07-31' })).toEqual(['ahead']);
    expect(showsOf({ kind, due: past, state: 'met' })).toEqual(['ended']);
  });

  it('is what is overdue where somebody was to do something', () => {
    expect(showsOf({ kind: 'promise', due: past })).toEqual(['overdue']);
    expect(answerOf({ kind: 'promise', due: past })).toMatchObject({ overdue: true, daysOverdue: 4 });
  });

  it('is how it ended, with a date or without one', () =>
    expect(showsOf({ kind: 'expected', state: 'met' })).toEqual(['ended']));

  it('is exactly one of them, whatever its kind, state and date, and besides that whether it was put off', () => {
    const random = new Random(seedFrom('SHOWN_SEED'));
    for (let n = 0; n < 2_000; n++) {
      const from = addDays(ON, random.between(-60, 60));
      const due = { from, to: addDays(from, random.between(1, 30)) };
      const moved = random.between(0, 1);
      const given = {
        ...{ kind: random.pick(MILESTONE_KINDS), on: addDays(ON, random.between(-30, 30)) },
        ...(random.percent(50)
          ? { state: random.pick(['open', 'met', 'partlyMet', 'notMet', 'withdrawn', 'replaced']) }
          : {}),
        ...(random.percent(80) ? { due } : {}),
      };
      const shows = showsOf(given, moved);
      expect([given, shows.filter((show) => show !== 'moved').length, shows.includes('moved')]).toEqual([
        given,
        1,
        moved > 0,
      ]);
    }
  });
});
