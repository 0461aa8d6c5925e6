import { BACKWARDS, END, FORWARDS, type ResolvedEvent } from '@eventstore/db-client';
import type { StreamEvent } from '../event.js';
import type { StreamRange } from '../event-store.js';
import { MAX_REVISION } from '../verdict.js';
import type { Clients } from './clients.js';
import type { ReadCall, Reading } from './reading.js';
import { ForeignEventError, type ReadEvent, readEvent, type ServerEvent } from './recorded-event.js';
import { UnsafeStreamError } from './stream-limits.js';

/** Some 17 MB are the most that the client takes at once; entries are 64 KB at most, and most are far smaller. */
const PAGE = 500n;

/**
 * Reads single streams.
 *
 * A migrated event's own recorded time is believed here, without knowing the events before it in the ledger: no append can
 * write it, and who reads the whole ledger stops where a migration is not what it says.
 */
export class StreamReader {
  constructor(
    private readonly clients: Clients,
    private readonly prefix: string,
    private readonly reading: Reading,
  ) {}

  /**
   * The events of a stream, as {@link EventStore.readStream} gives them.
   *
   * @throws UnsafeStreamError events are missing
   * @throws ForeignEventError
   * @throws StoreUnavailableError
   */
  async *read(stream: string, range: StreamRange = {}): AsyncGenerator<StreamEvent, void> {
    const name = this.prefix + stream;
    const pages = range.direction === 'backwards' ? this.backwards(name, range) : this.forwards(name, range);
    for await (const events of pages) yield* events;
  }

  private async *forwards(name: string, { from = 0n, to = MAX_REVISION }: StreamRange) {
    let last: ReadEvent | undefined;
    for (let next = from; next <= to && next < MAX_REVISION; ) {
      const wanted = least(PAGE, to - next + 1n);
      const page = await this.page(name, FORWARDS, next, wanted);
      for (const [index, read] of page.entries()) {
        mustBeAt(name, read, next + BigInt(index));
        if (last) this.mustFollow(last, read);
        last = read;
      }
      yield page.map(({ event }) => event);
      if (BigInt(page.length) < wanted) return;
      next += wanted;
    }
  }

  private async *backwards(name: string, { from = MAX_REVISION, to = 0n }: StreamRange) {
    let last: ReadEvent | undefined;
    for (let next = from; next >= to; ) {
      const wanted = least(PAGE, next - to + 1n);
      const page = await this.page(name, BACKWARDS, next < MAX_REVISION ? next : END, wanted);
      for (const read of page) {
        if (last) {
          mustBeAt(name, read, last.event.revision - 1n);
          this.mustFollow(read, last);
        }
        last = read;
      }
      yield page.map(({ event }) => event).filter(({ revision }) => revision >= to);
      if (!last) return;
      next = last.event.revision - 1n;
      if (BigInt(page.length) < wanted && next >= to) throw cutOff(name, last.event.revision);
    }
  }

  private page(name: string, direction: typeof FORWARDS | typeof BACKWARDS, from: bigint | typeof END, count: bigint) {
    return this.reading.repeatedly(async () => {
      const events: ReadEvent[] = [];
      const call = this.clients.calls.readStream(name, {
        ...{ direction, fromRevision: from, maxCount: Number(count) },
        ...{ credentials: this.clients.credentials, requiresLeader: true },
      });
      await this.reading.each(call as ReadCall<ResolvedEvent>, ({ event }) => {
        if (event) events.push(readEvent(event as ServerEvent, this.prefix));
        return true;
      });
      return events;
    });
  }

  /** A migration fills streams from their beginning, in the ledger's order. */
  private mustFollow(earlier: ReadEvent, later: ReadEvent): void {
    if (!later.migration) return;
    if (earlier.migration && earlier.migration.sequence < later.migration.sequence) return;
    const { event } = later;
    throw new ForeignEventError(
      { ...event, streamId: this.prefix + event.stream },
      this.prefix,
      'it says that it was migrated, but does not follow the event before it in that',
    );
  }
}

function mustBeAt(name: string, { event }: ReadEvent, revision: bigint): void {
  if (event.revision !== revision) throw cutOff(name, event.revision);
}

function cutOff(name: string, first: bigint): UnsafeStreamError {
  return new UnsafeStreamError(
    name,
    `lacks events before revision ${first}: it was cut off or deleted. Restore the server from before that`,
  );
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
