import type pg from 'pg';
import { AppendsClosedError, type EventStore } from '../event-store.js';
import { explain } from '../postgres/connection-loss.js';
import { missingEnd, OtherStoreError } from '../sealed-end.js';
import { within } from '../within.js';
import { StoreFailedError } from './errors.js';
import { ForeignEventError } from './recorded-event.js';
import { UnsafeStreamError } from './stream-limits.js';

/** How long what was seen of a server is believed, in milliseconds. */
const BELIEVED_MS = 10_000;
/** How long one look may take, in milliseconds: all appends wait for it, and the next may find another connection. */
const LOOK_MS = 15_000;

/** What a stream is found to be that is not as the ledger has left it. */
const DAMAGE = [ForeignEventError, StoreFailedError, UnsafeStreamError];

/**
 * Makes sure that the server at the configured address is the one that the log was sealed from. PostgreSQL, where the log
 * is, cannot say so by itself: an address may lead to another server, or to one that was restored from an older copy, and
 * on an empty one every new object could be written a second time.
 */
export class Agreement {
  /** On the clock of `performance.now()`. */
  private believedUntil = Number.NEGATIVE_INFINITY;
  private doubts = 0;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly pool: pg.Pool,
    private readonly lookMs = LOOK_MS,
  ) {}

  /**
   * Looks, unless somebody has done so shortly before.
   *
   * @throws AppendsClosedError the server does not hold what is published
   * @throws StoreUnavailableError one of the two does not answer
   */
  async must(): Promise<void> {
    if (performance.now() < this.believedUntil) return;
    this.looking ??= this.look().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  /** To be called when a connection was lost: another server may have come to its address. */
  doubt(): void {
    this.doubts++;
    this.believedUntil = Number.NEGATIVE_INFINITY;
  }

  private async look(): Promise<void> {
    const { doubts } = this;
    const missing = await this.missing();
    if (missing !== null) throw new OtherStoreError(missing);
    if (doubts === this.doubts) this.believedUntil = performance.now() + BELIEVED_MS;
  }

  private async missing(): Promise<string | null> {
    try {
      return await within(this.lookMs, missingEnd(this.store, this.pool));
    } catch (error) {
      if (!DAMAGE.some((kind) => error instanceof kind)) throw explain(error);
      const why = `The stream of the log's last entry cannot be read: ${(error as Error).message}`;
      throw new AppendsClosedError(why, { cause: error });
    }
  }
}
