import fc from 'fast-check';
import { addDays } from '../../src/ledger/dates.js';
import { keyOf, type Step } from './plain-evaluation.js';

const FIRST_DAY = '2019-01-01';

/** What becomes a step once it is known what the log holds before it. */
interface Draw {
  percent: number;
  key: number;
  day: number;
  edition: number;
  target: number;
}

export interface LogShape {
  least: number;
  most: number;
  keys: number;
  /** Number of days on which things are reported, 31 days apart. */
  days: number;
}

/** Random histories: 12 % voids, 15 % corrections, 5 % withdrawals, 8 % changes, 10 % second editions, any order of days. */
export function logs({ least, most, keys, days }: LogShape): fc.Arbitrary<Step[]> {
  const draw = fc.record({
    percent: fc.nat(99),
    key: fc.nat(keys - 1),
    day: fc.nat(days - 1),
    edition: fc.nat(9).map((tenth) => (tenth === 9 ? 2 : 1)),
    target: fc.nat(100_000),
  });
  return fc.array(draw, { minLength: least, maxLength: most, size: 'max' }).map(toLog);
}

/** Days of a log's span, from before the first to after the last, so many apart. */
export function daysOf(shape: LogShape, apart: number): string[] {
  const days: string[] = [];
  for (let day = -apart; day <= shape.days * 31 + apart; day += apart) days.push(addDays(FIRST_DAY, day));
  return days;
}

function toLog(draws: readonly Draw[]): Step[] {
  const log: Step[] = [];
  const gone = new Set<number>();
  for (const [sequence, { percent, key, day, edition, target }] of draws.entries()) {
    const reportedOn = addDays(FIRST_DAY, day * 31);
    // Nothing acts on a void, nor on what is voided or whose original is.
    const standing = log.flatMap(({ does }, at) =>
      does === 'void' || gone.has(at) || gone.has(root(log, at)) ? [] : at,
    );
    const acted = standing[target % Math.max(1, standing.length)];
    const report: Step = { does: 'report', key: keyName(key), reportedOn, edition, value: `v${sequence}` };
    if (acted === undefined || percent >= 40) log.push(report);
    else if (percent < 12) {
      gone.add(acted);
      log.push({ does: 'void', target: acted });
    } else if (percent < 27) log.push({ does: 'correct', target: acted, value: `c${sequence}` });
    else if (percent < 32) log.push({ does: 'withdraw', target: acted, reportedOn, edition });
    else log.push({ does: 'change', target: acted, reportedOn, edition, value: `r${sequence}` });
  }
  return log;
}

/** Three keys share an object. */
function keyName(key: number): string {
  return `object${Math.floor(key / 3)}/facet${key % 3}`;
}

function root(log: readonly Step[], sequence: number): number {
  const { does, target } = log[sequence]!;
  return does === 'correct' ? root(log, target!) : sequence;
}

/** The steps of one key below a size: all that matters for its answers, for a message that can be read. */
export function stepsOf(log: readonly Step[], key: string, atSize: number): string {
  return log
    .map((step, sequence) => ({ sequence, ...step }))
    .filter(({ sequence }) => sequence < atSize && keyOf(log, sequence) === key)
    .map((step) => JSON.stringify(step))
    .join('\n');
}

/** Set TEST_SEED to run a failed case again. */
export function seeded(runs: number): { numRuns: number; seed?: number } {
  const seed = process.env.TEST_SEED;
  return { numRuns: runs, ...(seed ? { seed: Number(seed) } : {}) };
}

/** Always the same log of a length, over six keys. */
export function sampleLog(length: number): Step[] {
  const [log] = fc.sample(logs({ least: length, most: length, keys: 6, days: 20 }), { numRuns: 1, seed: 20_260_611 });
  return log!;
}
