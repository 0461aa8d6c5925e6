import type { Day } from '../../../../src/ledger/dates.js';
import type { TrailDetail } from './trail.answers.js';

/** A day on which something of a plan was reported. */
export interface ReplayDay {
  reportedOn: Day;
  /** Entries about the plan. */
  count: number;
  /** Places of the first and the last of them in the ledger, counted from 0. */
  first: number;
  last: number;
}

/** Places of entries to go to from one, counted from 0; absent where there is none. */
export interface ReplayPlaces {
  first?: number;
  previous?: number;
  next?: number;
  last?: number;
  nextReport?: number;
  /** By the ledger, of its own slips. */
  nextCorrection?: number;
  /** By the body: a revision, a restatement or a withdrawal. */
  nextRestatement?: number;
  /** The next entry that was reported on another day. */
  nextDay?: number;
}

/** The ledger after one of its entries. */
export interface ReplayStep {
  /** The entry that was taken in last. */
  entry: TrailDetail;
  /** Whether that is one of the plan's. */
  isOfPlan: boolean;
  /** Its number among those of the plan, counted from 1, or how many of them came before it; and how many there are. */
  number: number;
  total: number;
  /** What the ledger showed then: as reported on the day on which the entry was recorded. */
  view: { asReportedOn: Day; atSize: number };
  to: ReplayPlaces;
}
