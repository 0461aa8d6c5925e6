import type { PlanSize } from './generated-plan.js';

/** How much a run measures. Counts are events, unless they say something else. */
export interface Sizes {
  /** Objects that the generated ledgers are about. */
  objects: number;
  appends: {
    /** In both tables before anything is measured. */
    before: number;
    /** Each with the number of events that all of them together append in a round. */
    callers: readonly { callers: number; events: number }[];
    rounds: number;
    batch: number;
    batchesARound: number;
    batchRounds: number;
  };
  readRounds: number;
  view: { statements: readonly number[]; rounds: number; queriesARound: number };
  /** A plan that is reported on in so many papers, which makes ledgers of several sizes. */
  answers: { plan: PlanSize; papers: readonly number[]; rounds: number; queriesARound: number };
  rebuild: readonly { statements: number; atLeast: number; rounds: number }[];
  allProjections: { rounds: number };
  catchUp: { batch: number; batchesARound: number; rounds: number };
  log: { entries: number; rounds: number; queriesARound: number; keepUp: { seconds: number; rounds: number } };
  pages: { seconds: number; rounds: number };
  eventStoreDb: {
    /** On the server before it is read. */
    events: number;
    callers: readonly { callers: number; events: number }[];
    rounds: number;
    readRounds: number;
  };
}

export const FULL: Sizes = {
  objects: 5_000,
  appends: {
    before: 100_000,
    callers: [
      { callers: 1, events: 2_000 },
      { callers: 8, events: 8_000 },
      { callers: 32, events: 16_000 },
    ],
    rounds: 9,
    batch: 500,
    batchesARound: 20,
    batchRounds: 9,
  },
  readRounds: 9,
  view: { statements: [10_000, 100_000, 1_000_000], rounds: 9, queriesARound: 4 },
  answers: {
    plan: { themes: 50, commitments: 1_000, metrics: 200, milestones: 200 },
    papers: [10, 50, 200],
    rounds: 9,
    queriesARound: 3,
  },
  rebuild: [
    { statements: 200_000, atLeast: 15_000, rounds: 3 },
    { statements: 1_000_000, atLeast: 12_000, rounds: 1 },
  ],
  allProjections: { rounds: 3 },
  catchUp: { batch: 500, batchesARound: 20, rounds: 5 },
  log: { entries: 70_000, rounds: 6, queriesARound: 50, keepUp: { seconds: 5, rounds: 3 } },
  pages: { seconds: 15, rounds: 3 },
  eventStoreDb: {
    events: 200_000,
    callers: [
      { callers: 1, events: 1_000 },
      { callers: 8, events: 4_000 },
      { callers: 32, events: 8_000 },
    ],
    rounds: 5,
    readRounds: 3,
  },
};

/** Large enough to go through everything, too small to say how fast it is. */
export const SHORT: Sizes = {
  objects: 100,
  appends: {
    before: 2_000,
    callers: [
      { callers: 1, events: 50 },
      { callers: 8, events: 200 },
      { callers: 32, events: 400 },
    ],
    rounds: 3,
    batch: 500,
    batchesARound: 2,
    batchRounds: 3,
  },
  readRounds: 3,
  view: { statements: [200, 1_000, 5_000], rounds: 3, queriesARound: 2 },
  answers: {
    plan: { themes: 10, commitments: 40, metrics: 20, milestones: 20 },
    papers: [2, 4, 8],
    rounds: 2,
    queriesARound: 1,
  },
  rebuild: [
    { statements: 2_000, atLeast: 15_000, rounds: 1 },
    { statements: 5_000, atLeast: 12_000, rounds: 1 },
  ],
  allProjections: { rounds: 1 },
  catchUp: { batch: 500, batchesARound: 2, rounds: 2 },
  log: { entries: 1_000, rounds: 2, queriesARound: 3, keepUp: { seconds: 0.1, rounds: 1 } },
  pages: { seconds: 1, rounds: 1 },
  eventStoreDb: {
    events: 2_000,
    callers: [
      { callers: 1, events: 50 },
      { callers: 8, events: 200 },
      { callers: 32, events: 400 },
    ],
    rounds: 2,
    readRounds: 2,
  },
};
