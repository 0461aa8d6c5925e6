import type pg from 'pg';
import { pause } from '../../src/ledger/backoff.js';
import { liveCursor } from './cursors.js';

/** How long an answer waits for a projection that is a little behind, and how often it looks, in milliseconds. */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 25;

/** How many of the ledger's events each projection has taken in. */
export class ProjectionSizes {
  /** Sizes only grow, so that what has been seen once need not be looked at again. */
  private readonly seen = new Map<string, number>();

  constructor(private readonly pool: pg.Pool) {}

  /** 0 for a projection that has not been made yet. */
  async size(name: string): Promise<number> {
    const cursor = await liveCursor(this.pool, name);
    const size = (cursor?.sequence ?? -1) + 1;
    this.seen.set(name, size);
    return size;
  }

  /** The largest size at which all of these projections can answer together. */
  async common(names: readonly string[]): Promise<number> {
    return Math.min(...(await Promise.all(names.map((name) => this.size(name)))));
  }

  /**
   * Waits until a projection has taken in `size` events.
   *
   * @throws ProjectionBehindError it has not within `patienceMs`
   */
  async reached(name: string, size: number, patienceMs = PATIENCE_MS): Promise<void> {
    if ((this.seen.get(name) ?? 0) >= size) return;
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const actual = await this.size(name);
      if (actual >= size) return;
      if (performance.now() >= deadline) throw new ProjectionBehindError(name, actual, size);
      await pause(LOOK_EVERY_MS, new AbortController().signal);
    }
  }
}

/** A read model has not caught up with the size asked for; the same question may be answered shortly. */
export class ProjectionBehindError extends Error {
  /** Seconds after which it is worth asking again. */
  readonly retryAfter = 1;

  constructor(
    readonly projection: string,
    readonly actual: number,
    readonly wanted: number,
  ) {
    super(`The read model ${projection} has ${actual} of ${wanted} entries`);
    this.name = 'ProjectionBehindError';
  }
}
