import type pg from 'pg';
import { Backoff, pause } from '../../src/ledger/backoff.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import type { EventStore } from '../../src/ledger/event-store.js';
import { ensureLive, NewerVersionError } from './builds.js';
import { clearStop, liveCursor, placeOf, stopCursor } from './cursors.js';
import type { Projection } from './projection.js';
import { rebuild } from './rebuild.js';
import { lockLive, takeIn } from './take-in.js';
import { inTransaction } from './transaction.js';
import { isPassing, messageOf, PoisonEventError } from './trouble.js';

/** Events of one transaction at most. */
export const BATCH = 500;

const PASSING_BASE_MS = 100;
const PASSING_CAP_MS = 10_000;
const STOPPED_BASE_MS = 1_000;
const STOPPED_CAP_MS = 60_000;
/** How often a stopped projection looks whether somebody has told it to go on, in milliseconds. */
const RESUME_POLL_MS = 500;

export interface RunnerOptions {
  log?: (message: string) => void;
  /** First wait of a stopped projection before it tries again, in milliseconds. Default 1,000; doubles up to 60,000. */
  stoppedBaseMs?: number;
}

/**
 * Keeps projections up to date with the ledger: each from its own place, in a loop of its own, so that one that stops
 * does not hold the others up. Nothing it meets ends the process. Several processes may run it at once: the lock on a
 * projection's place lets one at a time take events in.
 */
export class ProjectionRunner {
  private readonly stopping = new AbortController();
  private loops: Promise<void>[] = [];
  /** What keeps a projection from going on just now, by name. */
  private readonly troubles = new Map<string, string>();

  constructor(
    private readonly store: EventStore,
    private readonly pool: pg.Pool,
    readonly projections: readonly Projection[],
    private readonly options: RunnerOptions = {},
  ) {}

  /** Makes the read models that are not there yet, so that whoever asks before the first event finds them empty. */
  async prepare(): Promise<void> {
    for (const projection of this.projections) {
      try {
        await ensureLive(this.pool, projection);
      } catch (error) {
        if (!(error instanceof NewerVersionError)) throw error; // there is one already
      }
    }
  }

  /** Starts all loops and returns. */
  start(): void {
    if (this.loops.length > 0) return;
    this.loops = this.projections.map((projection) => this.keepRunning(projection));
  }

  /** Lets transactions under way finish. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.loops);
  }

  /** Trouble that is being retried and may not have reached the database, by projection. */
  get trouble(): ReadonlyMap<string, string> {
    return this.troubles;
  }

  private async keepRunning(projection: Projection): Promise<void> {
    const { signal } = this.stopping;
    const passing = new Backoff(PASSING_BASE_MS, PASSING_CAP_MS);
    const stopped = new Backoff(this.options.stoppedBaseMs ?? STOPPED_BASE_MS, STOPPED_CAP_MS);
    const onProgress = () => {
      if (this.troubles.delete(projection.name)) this.options.log?.(`Projection ${projection.name} goes on`);
      passing.reset();
      stopped.reset();
    };
    while (!signal.aborted) {
      try {
        await this.follow(projection, onProgress);
      } catch (error) {
        if (signal.aborted) return;
        if (isPassing(error) || !(await this.sayStopped(projection, error))) {
          this.say(projection, `waits: ${messageOf(error)}`);
          await passing.wait(signal);
        } else {
          await this.waitStopped(projection, stopped);
        }
      }
    }
  }

  /** Follows the ledger from the stored place until something goes wrong or the runner is stopped. */
  private async follow(projection: Projection, onProgress: () => void): Promise<void> {
    const { signal } = this.stopping;
    let cursor = await ensureLive(this.pool, projection);
    if (cursor.version < projection.version) {
      await rebuild(this.store, this.pool, projection, { signal });
      cursor = await ensureLive(this.pool, projection);
    }
    await inTransaction(this.pool, async (client) => projection.check?.(this.store, client));
    const lock = lockLive(projection);
    for await (const message of this.store.subscribeToAll({ after: placeOf(cursor), signal })) {
      if (message.kind === 'caughtUp') {
        if (this.troubles.has(projection.name)) await clearStop(this.pool, projection);
        onProgress();
        continue;
      }
      for (const batch of batches(message.events)) {
        if (signal.aborted) return;
        await takeIn(this.pool, projection, lock, batch);
        onProgress();
      }
    }
  }

  /** Writes down why a projection has stopped; false when that is not possible, or not for this version to say. */
  private async sayStopped(projection: Projection, error: unknown): Promise<boolean> {
    const eventId = error instanceof PoisonEventError ? error.event.id : null;
    const written = await stopCursor(this.pool, projection, messageOf(error), eventId).catch(() => false);
    if (written) this.say(projection, `has stopped: ${messageOf(error)}`);
    return written;
  }

  /** Waits before the next attempt, or until somebody has told the projection to go on. */
  private async waitStopped(projection: Projection, backoff: Backoff): Promise<void> {
    const resumed = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, resumed.signal]);
    const waiting = backoff.wait(signal).finally(() => resumed.abort());
    while (!signal.aborted) {
      await pause(RESUME_POLL_MS, signal);
      const cursor = await liveCursor(this.pool, projection.name).catch(() => null);
      if (cursor?.status === 'running') resumed.abort();
    }
    await waiting;
  }

  private say(projection: Projection, what: string): void {
    if (this.troubles.get(projection.name) === what) return; // said once, however often it is tried
    this.troubles.set(projection.name, what);
    this.options.log?.(`Projection ${projection.name} ${what}`);
  }
}

function* batches(events: readonly RecordedEvent[]): Generator<readonly RecordedEvent[]> {
  for (let from = 0; from < events.length; from += BATCH) yield events.slice(from, from + BATCH);
}
