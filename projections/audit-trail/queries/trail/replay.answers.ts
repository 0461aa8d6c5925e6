import type { Day } from '../../../../src/ledger/dates.js';
import type { TrailDetail } from './trail.answers.js';

/** A day on which something of a plan was reported; what the ledger's editors said on some day is left out. */
export interface ReplayDay {
  reportedOn: Day;
  /** Entries about the plan, but for those of the editors. */
  count: number;
  /** Places of the first and the last of them in the ledger, counted from 0. */
  first: number;
  last: number;
  /** The day on which the last of them was recorded, in the ledger's time zone. */
  recordedOn: Day;
}

/** An entry to go to. */
export interface ReplayPlace {
  /** Place in the ledger, counted from 0. */
  index: number;
  /** The day on which it was recorded, in the ledger's time zone. */
  recordedOn: Day;
}

/** Entries to go to from one; absent where there is none. */
export interface ReplayPlaces {
  first?: ReplayPlace;
  previous?: ReplayPlace;
  next?: ReplayPlace;
  last?: ReplayPlace;
  nextReport?: ReplayPlace;
  /** By the ledger, of its own slips. */
  nextCorrection?: ReplayPlace;
  /** By the body: a revision, a restatement or a withdrawal. */
  nextRestatement?: ReplayPlace;
  /** The next entry that was reported on another day, but for those of the ledger's editors. */
  nextDay?: ReplayPlace;
}

/** The ledger after an entry of a plan, and after whatever else came before the next one. */
export interface ReplayStep {
  /** The plan's entry that was taken in last, and what it changed in the view. */
  entry: TrailDetail;
  /** Its number among those of the plan, counted from 1. */
  number: number;
  to: ReplayPlaces;
}
