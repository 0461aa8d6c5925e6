import { median, type Round } from './rounds.js';

/** What a figure must reach: a ratio of ours to the peer's, or a value of ours by itself. */
export interface Goal {
  of: 'ratio' | 'ours';
  bound: 'atLeast' | 'atMost';
  value: number;
}

/** One row of the table. */
export interface Figure {
  name: string;
  unit: string;
  ours: number;
  /** The same of what it is compared with. */
  peer: number;
  /** What that is. */
  peerIs: string;
  /** Ours divided by the peer's: the median of the rounds' ratios. */
  ratio: number;
  /** `null` where the row only informs. */
  goal: Goal | null;
  met: boolean | null;
  rounds: Round[];
}

type Described = Pick<Figure, 'name' | 'unit' | 'peerIs' | 'goal'>;

/** A figure from the rounds in which it was measured. */
export function figureOf(described: Described, rounds: Round[]): Figure {
  const ours = median(rounds.map((round) => round.ours));
  const peer = median(rounds.map((round) => round.peer));
  const ratio = median(rounds.map((round) => round.ours / round.peer));
  return { ...described, ours, peer, ratio, met: isMet(described.goal, { ours, ratio }), rounds };
}

export function atLeast(value: number, of: Goal['of'] = 'ratio'): Goal {
  return { of, bound: 'atLeast', value };
}

export function atMost(value: number, of: Goal['of'] = 'ratio'): Goal {
  return { of, bound: 'atMost', value };
}

function isMet(goal: Goal | null, measured: { ours: number; ratio: number }): boolean | null {
  if (!goal) return null;
  const value = measured[goal.of];
  return goal.bound === 'atLeast' ? value >= goal.value : value <= goal.value;
}
