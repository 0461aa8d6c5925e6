import type { Problem } from './refused.js';

/** What a caller gets for a command that is in the ledger; the same again when the command is sent again. */
export interface Receipt {
  /** The command's id. */
  command: string;
  stream: string;
  /** Revision of the command's last event in its stream, counted from 1. */
  rev: number;
  eventIds: string[];
}

/** The receipt of a command just taken, with what else is to be told of it: once, and never when it is sent again. */
export interface Told extends Receipt {
  /** What follows from it. Absent: nothing. */
  notices?: Problem[];
  /** What does not fit to what was reported later. Absent: nothing. */
  notes?: Problem[];
}
