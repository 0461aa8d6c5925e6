import { BACKWARDS, type Credentials, END, type EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client';
import { NO_STREAM, type Standing } from '../verdict.js';
import { earliestRecord } from './clocks.js';
import type { ReadCall, Reading } from './reading.js';

/** Events of the first page, which mostly is enough, and of each further one. */
const FIRST_PAGE = 20;
const PAGE = 500;

/** Ids to be looked for, and where it is no use to look any further. */
export interface Sought {
  ids: ReadonlySet<string>;
  /** No event with one of the ids stands at or below this revision. */
  above: bigint;
  /** When the first of them was claimed: none was recorded before. */
  since?: Date;
}

/** What the end of a stream shows. */
export interface Seen {
  /** The stream's last revision, or {@link NO_STREAM}. */
  tail: bigint;
  /** Where ids were found. */
  found: Map<string, Standing>;
}

/** What is looked at of an event. */
export interface Trace {
  id: string;
  revision: bigint;
  created: Date;
}

/** One page of a stream, the last event first. */
export type PageBackwards = (from: bigint | typeof END, count: number) => Promise<readonly Trace[]>;

/** Reads a stream from its end until all ids are found or cannot come any more. */
export async function lookFor(readPage: PageBackwards, stream: string, { ids, above, since }: Sought): Promise<Seen> {
  const earliest = since && earliestRecord(since);
  const seen: Seen = { tail: NO_STREAM, found: new Map() };
  let from: bigint | typeof END = END;
  for (let count = ids.size === 0 ? 1 : FIRST_PAGE; ; count = PAGE) {
    const page = await readPage(from, count);
    const [first, last] = [page[0], page.at(-1)];
    if (!first || !last) return seen;
    if (from === END) seen.tail = first.revision;
    for (const { id, revision } of page) if (ids.has(id)) seen.found.set(id, { stream, revision });
    const isTooOld = earliest !== undefined && last.created < earliest;
    const isEnough = seen.found.size === ids.size || last.revision <= above + 1n || isTooOld;
    if (isEnough || last.revision === 0n) return seen;
    from = last.revision - 1n;
  }
}

/**
 * Pages of a stream on the server. One without events, or that does not exist, is empty.
 *
 * @param name with the ledger's prefix
 */
export function pagesOf(
  client: EventStoreDBClient,
  credentials: Credentials | undefined,
  reading: Reading,
  name: string,
): PageBackwards {
  return async (fromRevision, maxCount) => {
    const page: Trace[] = [];
    const call = client.readStream(name, {
      direction: BACKWARDS,
      fromRevision,
      maxCount,
      credentials,
      requiresLeader: true,
    });
    await reading.each(call as ReadCall<ResolvedEvent>, ({ event }) => {
      if (event) page.push(event);
      return true;
    });
    return page;
  };
}
