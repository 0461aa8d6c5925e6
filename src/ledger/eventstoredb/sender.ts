import type { EventStoreDBClient } from '@eventstore/db-client';
import { closeClient, createClient } from './clients.js';
import { isBroken } from './errors.js';
import type { EventStoreDbOptions } from './event-store-db-options.js';

/**
 * The client that appends go through. In `batch` mode it is one of its own, since one broken call ends all appends that
 * are sent through the same client, and it gives way to a new one when its lasting call is broken, or it has taken against
 * the server for ever.
 */
export class Sender {
  private readonly isOwn: boolean;
  private current: EventStoreDBClient;

  /**
   * @param shared belongs to somebody else, and serves where appends need none of their own
   * @param lost is called whenever a connection of its own is lost, used or not
   */
  constructor(
    private readonly options: EventStoreDbOptions,
    shared?: EventStoreDBClient,
    private readonly lost?: () => void,
  ) {
    this.isOwn = shared === undefined || this.isBatch;
    this.current = shared === undefined || this.isBatch ? createClient(options, lost) : shared;
  }

  /** For one append. */
  get client(): EventStoreDBClient {
    return this.current;
  }

  /** To be told of every append that failed, and through which client. */
  failed(client: EventStoreDBClient, error: unknown): void {
    if (!this.isBatch || client !== this.current || !isBroken(error)) return;
    this.current = createClient(this.options, this.lost);
    void closeClient(client);
  }

  async close(): Promise<void> {
    if (this.isOwn) await closeClient(this.current);
  }

  private get isBatch(): boolean {
    return this.options.appendMode === 'batch';
  }
}
