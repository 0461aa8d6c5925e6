import { atMost, type Figure, figureOf } from './figure.js';
import { median, type Round } from './rounds.js';

/** Milliseconds that a question takes of a ledger of one size, and what it is compared with. */
export interface OneSize {
  statements: number;
  rounds: readonly Round[];
}

/** What a question must reach; a row without a goal only informs. */
export interface BySizeGoals {
  /** Of the slowest size, in times of the quickest. */
  flat?: number;
  /** Of every size, in times of what it is compared with. */
  plain?: number;
}

/** How a question fares as its ledger grows: the slowest size beside the quickest, then each beside its peer. */
export function figuresBySize(
  name: string,
  peerIs: string,
  { flat, plain }: BySizeGoals,
  all: readonly OneSize[],
): Figure[] {
  const times = all.map(({ rounds }) => median(rounds.map(({ ours }) => ours)));
  const slowest = all[times.indexOf(Math.max(...times))]!.rounds;
  const quickest = all[times.indexOf(Math.min(...times))]!.rounds;
  const described = { unit: 'ms', peerIs: 'slowest and quickest size', goal: flat === undefined ? null : atMost(flat) };
  return [
    figureOf(
      { ...described, name: `${name}: all sizes` },
      slowest.map(({ ours }, round) => ({ ours, peer: quickest[round]!.ours })),
    ),
    ...all.map(({ statements, rounds }) =>
      figureOf(
        {
          name: `${name}: ${statements.toLocaleString('en-GB')}`,
          unit: 'ms',
          peerIs,
          goal: plain === undefined ? null : atMost(plain),
        },
        [...rounds],
      ),
    ),
  ];
}

/** The mean of what is measured so many times in a row. */
export async function mean(count: number, measure: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (let time = 0; time < count; time++) sum += await measure();
  return sum / count;
}
