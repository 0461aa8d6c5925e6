import { type AllStreamResolvedEvent, FORWARDS, START } from '@eventstore/db-client';
import type { RecordedEvent } from '../event.js';
import type { Place } from '../event-store.js';
import type { Clients } from './clients.js';
import { LedgerCount, type PlacedEvent } from './ledger-count.js';
import type { Position } from './positions.js';
import type { ReadCall, Reading } from './reading.js';
import { refuseLimits, streamOfSettings } from './stream-limits.js';

/** Events of any kind asked for at once, at most. */
const LARGEST_CALL = 8_192;

/**
 * Reads the ledger's events out of the server's log of everything, of which the client can only ask all: those of the
 * server and of others are left out here. Subscriptions, which the server filters, are for those who follow.
 */
export class LedgerReader {
  /** The ledger's last event when its end was last read, and how far others had written by then. */
  private end: { place: Place; read: Position } | undefined;

  constructor(
    private readonly clients: Clients,
    private readonly prefix: string,
    private readonly reading: Reading,
  ) {}

  /**
   * One page, as {@link EventStore.readAll} gives it. A place without position costs reading everything before it, unless
   * it was last found to be the end.
   *
   * @throws ForeignEventError, UnsafeStreamError, StoreUnavailableError
   */
  async page({ after, limit }: { after: Place; limit: number }): Promise<RecordedEvent[]> {
    const end = this.isEnd(after) ? this.end : undefined;
    const count = new LedgerCount(this.prefix, end?.place ?? after);
    const events: RecordedEvent[] = [];
    let from = end?.read ?? count.position;
    // The event at `from` comes once more, and there is something of others' between the ledger's most of the time.
    let wanted = Math.min(LARGEST_CALL, limit + (limit >> 3) + 16);
    while (events.length < limit) {
      const read = await this.call(from, wanted, (event) => {
        const own = count.take(event);
        if (own) events.push(own);
        return events.length < limit;
      });
      for (const stream of read.settings) await refuseLimits(this.clients, this.reading, stream);
      from = read.last;
      if (read.atEnd) {
        if (from) this.end = { place: events.at(-1) ?? count.place ?? after, read: from };
        break;
      }
      wanted = Math.min(LARGEST_CALL, wanted * 2);
    }
    return events;
  }

  /**
   * Who looks for news of a quiet ledger need not go through what others have written since, each time anew; nor count
   * the ledger each time, when it has been moved here and nothing has been recorded since.
   */
  private isEnd({ sequence, position }: Place): boolean {
    const place = this.end?.place;
    return place?.sequence === sequence && (position === undefined || position === place.position);
  }

  /** One call, repeated where it has to be: `take` knows what it has seen. */
  private call(from: Position | undefined, wanted: number, take: (event: PlacedEvent) => boolean) {
    return this.reading.repeatedly(async () => {
      const settings = new Set<string>();
      let last = from;
      let received = 0;
      const call = this.clients.calls.readAll({
        ...{ direction: FORWARDS, fromPosition: from ?? START, maxCount: wanted },
        ...{ credentials: this.clients.credentials, requiresLeader: true },
      });
      await this.reading.each(call as ReadCall<AllStreamResolvedEvent>, ({ event }) => {
        received++;
        if (!event) return true;
        last = event.position;
        const stream = streamOfSettings(event, this.prefix);
        if (stream !== undefined) settings.add(stream);
        return take(event as PlacedEvent);
      });
      return { settings, last, atEnd: received < wanted };
    });
  }
}
