import type pg from 'pg';
import { pause } from '../../src/ledger/backoff.js';
import { liveCursor } from './cursors.js';
import { canAnswer, type Projection } from './projection.js';

/** How long an answer waits for a projection that is a little behind, and how often it looks, in milliseconds. */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 25;

/** How many of the ledger's events each projection has taken in. */
export class ProjectionSizes {
  /** What can answer by name: sizes only grow, so that what has been seen once need not be looked at again. */
  private readonly seen = new Map<string, number>();

  /** @param projections those of this version; of others, any tables that there are answer */
  constructor(
    private readonly pool: pg.Pool,
    private readonly projections: readonly Projection[] = [],
  ) {}

  /** 0 for a projection that has not been made yet. */
  async size(name: string): Promise<number> {
    return (await this.look(name)).size;
  }

  /** The largest size at which all of these projections can answer together. */
  async common(names: readonly string[]): Promise<number> {
    return Math.min(...(await Promise.all(names.map((name) => this.size(name)))));
  }

  /**
   * Waits until a projection has taken in `size` events, into tables that this version can answer from.
   *
   * @throws ProjectionBehindError it has not within `patienceMs`
   */
  async reached(name: string, size: number, patienceMs = PATIENCE_MS): Promise<void> {
    if ((this.seen.get(name) ?? -1) >= size) return;
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const { size: actual, answers } = await this.look(name);
      if (answers && actual >= size) return;
      if (performance.now() >= deadline) throw new ProjectionBehindError(name, answers ? actual : 0, size);
      await pause(LOOK_EVERY_MS, new AbortController().signal);
    }
  }

  private async look(name: string): Promise<{ size: number; answers: boolean }> {
    const cursor = await liveCursor(this.pool, name);
    const projection = this.projections.find((one) => one.name === name);
    const answers = !cursor || !projection || canAnswer(projection, cursor);
    const size = (cursor?.sequence ?? -1) + 1;
    if (answers) this.seen.set(name, size);
    return { size, answers };
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
