import { type Credentials, type EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { Backoff } from '../backoff.js';
import { type CopyLimits, CopyRefusedError, type CopyTarget } from '../copy-target.js';
import type { RecordedEvent } from '../event.js';
import { StoreUnavailableError } from '../event-store.js';
import { within } from '../within.js';
import { APPEND_DEADLINE_MS, credentialsOf } from './clients.js';
import { classify, explain, messageOf } from './errors.js';
import type { EventStoreDbOptions } from './event-store-db-options.js';
import { withMigration } from './migrated-event.js';
import { readPosition } from './positions.js';
import { Sender } from './sender.js';

/** How long one addition is tried again for, in milliseconds: longer than a server or its leader takes to come back. */
const BUDGET_MS = 60_000;
const RETRY_BASE_MS = 100;
const RETRY_CAP_MS = 2_000;
/** The client's own deadline does not cover everything that it waits for. In milliseconds. */
const ANSWER_MS = APPEND_DEADLINE_MS + 1_000;

/**
 * Copies events into EventStoreDB. The server's order is that of its appends, so there is one at a time, of events that
 * follow each other in the ledger and belong to one stream. Each event says in its metadata when it was recorded first,
 * and its place in the ledger.
 */
export class EventStoreDbCopyTarget implements CopyTarget {
  // Servers take a megabyte at once; what a migrated event has besides data and metadata is some 500 bytes.
  readonly limits: CopyLimits = { events: 500, bytes: 524_288, oneStream: true };
  private readonly sender: Sender;
  private readonly credentials: Credentials | undefined;
  private readonly budgetMs: number;
  private readonly signal: AbortSignal;

  /** @param options `budgetMs`: how long one addition may take, default 60,000; `signal` ends trying again */
  constructor(
    private readonly options: EventStoreDbOptions,
    { budgetMs = BUDGET_MS, signal = new AbortController().signal }: { budgetMs?: number; signal?: AbortSignal } = {},
  ) {
    this.sender = new Sender(options);
    this.credentials = credentialsOf(options);
    this.budgetMs = budgetMs;
    this.signal = signal;
  }

  /** Readers take a recorded time from metadata in an unbroken run from the first event alone. */
  goesOnBehind(last: RecordedEvent): boolean {
    return last.position !== undefined && readPosition(last.position).migrated;
  }

  /** The same ids at the same revision again are the same addition to the server, so it may be tried until it answers. */
  async add(events: readonly RecordedEvent[]): Promise<void> {
    const [first] = events;
    if (!first) return;
    const backoff = new Backoff(RETRY_BASE_MS, RETRY_CAP_MS);
    const deadline = performance.now() + this.budgetMs;
    for (;;) {
      const { client } = this.sender;
      try {
        return await within(ANSWER_MS, this.append(client, first, events), this.signal);
      } catch (error) {
        this.sender.failed(client, error);
        const { failure } = classify(error);
        const what = `the copying of event ${first.sequence}`;
        if (failure === 'conflict')
          throw new CopyRefusedError(
            `Stream ${first.stream} in EventStoreDB does not end before event ${first.sequence}`,
          );
        if (failure !== 'unknown') throw explain(failure, what, error);
        if (this.signal.aborted || performance.now() >= deadline)
          throw new StoreUnavailableError(`EventStoreDB does not answer to ${what}: ${messageOf(error)}`, {
            cause: error,
          });
        await backoff.wait(this.signal);
      }
    }
  }

  async close(): Promise<void> {
    await this.sender.close();
  }

  private async append(
    client: EventStoreDBClient,
    { stream, revision }: RecordedEvent,
    events: readonly RecordedEvent[],
  ): Promise<void> {
    const { streamPrefix } = this.options;
    const proposed = events.map(({ id, type, data, metadata, recordedAt, sequence }) =>
      jsonEvent({ id, type, data, metadata: withMigration(metadata, { recordedAt, sequence }) }),
    );
    await client.appendToStream(`${streamPrefix}${stream}`, proposed, {
      expectedRevision: revision === 0n ? NO_STREAM : revision - 1n,
      requiresLeader: true,
      credentials: this.credentials,
    });
  }
}
