import type { Figure } from './figure.js';
import type { Ledgers } from './ledgers.js';
import type { Sizes } from './sizes.js';

/** What a suite of measurements is given. */
export interface Bench {
  /** The owner's URL on a server that runs for the benchmark alone. */
  serverUrl: string;
  /** A folder that is removed afterwards. */
  folder: string;
  sizes: Sizes;
  ledgers: Ledgers;
  /** Says what is going on. */
  say(what: string): void;
}

export type Suite = (bench: Bench) => Promise<Figure[]>;
