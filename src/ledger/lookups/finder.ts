import type { Category, Found, ShowingReport } from '../catalogue/catalogue.js';

/** What to look for: objects of a category with a standing statement of such a key and such a value in its data. */
export interface Where {
  category: Category;
  /** A key below the object; `*` stands for any one part, for example `wording/*`. */
  facet: string;
  /** The member of the statement's data; where it holds a list, one of its items. */
  member: string;
  /** In clear: erasable values cannot be found. */
  value: string;
}

/**
 * Answers the questions of {@link Lookups} that no single stream answers. It may lag behind the store: a stale answer
 * may only refuse too early or warn too late, never let through what a stream forbids.
 */
export abstract class Finder {
  abstract streamOfEntry(eventId: string): Promise<string | null>;

  /** In the order in which the objects came into the ledger. */
  abstract find(where: Where): Promise<Found[]>;

  /** How many entries of each event type name this backfill (event id of its opening) in their source. */
  abstract countsOfBatch(batch: string): Promise<ReadonlyMap<string, number>>;

  /** Streams of a category that belong to a plan, in the order in which they came into the ledger. */
  abstract ofPlan(category: Category, plan: string): Promise<string[]>;

  /**
   * Published reports whose pinned views show an entry, in no order. Of an entry that belongs to a plan, those of its
   * plan; a report that covers a part of its plan counts as well.
   */
  abstract reportsShowing(eventId: string): Promise<ShowingReport[]>;
}
