import type { WitnessOptions } from './witnesses.js';

/** Injection token of the {@link LogOptions}. */
export const LOG_OPTIONS = Symbol('LOG_OPTIONS');

/** How the log is signed. */
export interface LogOptions {
  /** Absolute path of the file with the log's secret key; what was signed with it last stands in a file beside it. */
  keyFile: string;
  /** Absolute path of the key before that, which goes on signing while others change over to the new one. */
  oldKeyFile?: string;
  /** Name of the log; without, the origin that the ledger was opened with. A copy of a ledger has one of its own. */
  origin?: string;
  /** Make the key where a new ledger has none: for a ledger whose data is all in one folder. */
  makesKey: boolean;
  /** Who else is asked to sign; without, nobody is, and nothing waits. */
  witnesses?: WitnessOptions;
}
