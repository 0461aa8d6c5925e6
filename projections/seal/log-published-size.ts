import type pg from 'pg';
import { pause } from '../../src/ledger/backoff.js';
import { Refused } from '../../src/ledger/commands/refused.js';
import type { EventStore } from '../../src/ledger/event-store.js';
import { START } from '../../src/ledger/event-store.js';
import { PublishedSize } from '../../src/ledger/published-size.js';
import { liveCursor, placeOf } from '../runner/cursors.js';

/** How long a command waits for the seal, and how often it looks, in milliseconds. */
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 25;
const PAGE = 1_000;

/** The number of entries in the log. */
export class LogPublishedSize extends PublishedSize {
  constructor(
    private readonly pool: pg.Pool,
    private readonly store: Pick<EventStore, 'readAll'>,
  ) {
    super();
  }

  override async coveringAll(): Promise<number> {
    const wanted = await this.recorded();
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const { sequence } = await this.place();
      if (sequence + 1 >= wanted) return sequence + 1;
      if (performance.now() >= deadline)
        throw Refused.one(
          409,
          'not-sealed-yet',
          '',
          'The ledger is still sealing what was recorded. Try again in a moment',
        );
      await pause(LOOK_EVERY_MS, new AbortController().signal);
    }
  }

  /** Number of events in the store: what the seal has taken in, and the short tail behind it. */
  private async recorded(): Promise<number> {
    let place = await this.place();
    for (;;) {
      const events = await this.store.readAll({ after: place, limit: PAGE });
      const last = events.at(-1);
      if (last) place = { sequence: last.sequence, position: last.position };
      if (events.length < PAGE) return place.sequence + 1;
    }
  }

  private async place() {
    const cursor = await liveCursor(this.pool, 'seal');
    return cursor ? placeOf(cursor) : START;
  }
}
