import type pg from 'pg';
import { inTransaction } from '../../src/database/transaction.js';
import { newInstanceName } from '../../src/instance.js';
import { Backoff, pause } from '../../src/ledger/backoff.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import type { EventStore } from '../../src/ledger/event-store.js';
import { ensureLive, NewerVersionError } from './builds.js';
import { accompanied, type Companion } from './companion.js';
import { clearStop, liveCursor, placeOf, stopCursor, takeOver } from './cursors.js';
import { type Lease, Leases } from './leases.js';
import type { Projection } from './projection.js';
import { rebuild } from './rebuild.js';
import { lockLive, ReplacedError, TakenOverError, takeIn } from './take-in.js';
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
  /** How often projections are shared out anew between processes, in milliseconds. Default 10,000. */
  shareEveryMs?: number;
  /** What goes on beside projections, by the projection's name. */
  companions?: Readonly<Record<string, Companion>>;
}

/**
 * Keeps projections up to date with the ledger: each from its own place, in a loop of its own, so that one that stops
 * does not hold the others up. Nothing it meets ends the process.
 *
 * Several processes may run it at once. Each projection has one that runs it, the holder of its lease; the others wait
 * without reading any events, and one of them takes over within seconds when the holder is gone. The lock on the
 * projection's place, and the holder's name in it, guard what is written.
 */
export class ProjectionRunner {
  /** What this runner is called among others. */
  readonly instance = newInstanceName();
  private readonly stopping = new AbortController();
  private leases?: Leases;
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

  /**
   * Starts all loops and returns.
   *
   * @param standIn runs only what nobody else runs, and is no reason for others to give anything away. Default false
   */
  start({ standIn = false }: { standIn?: boolean } = {}): void {
    if (this.loops.length > 0) return;
    const { shareEveryMs } = this.options;
    const leases = new Leases(this.pool, { shares: !standIn, ...(shareEveryMs !== undefined ? { shareEveryMs } : {}) });
    this.leases = leases;
    this.loops = this.projections.map((projection) => this.keepRunning(projection, leases));
  }

  /** Lets transactions under way finish, and leaves the projections to others. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.loops);
    await this.leases?.close();
  }

  /** Trouble that is being retried and may not have reached the database, by projection. */
  get trouble(): ReadonlyMap<string, string> {
    return this.troubles;
  }

  /** Runs a projection whenever this process is the one to do so. */
  private async keepRunning(projection: Projection, leases: Leases): Promise<void> {
    const { signal } = this.stopping;
    const passing = new Backoff(PASSING_BASE_MS, PASSING_CAP_MS);
    while (!signal.aborted) {
      try {
        await this.replaceOlder(projection);
        passing.reset();
        const lease = await leases.take(projection.name, signal);
        if (lease) await this.runUnder(lease, projection).finally(() => lease.release());
        this.troubles.delete(projection.name);
      } catch (error) {
        if (signal.aborted) return;
        this.say(projection, `waits: ${messageOf(error)}`);
        await passing.wait(signal);
      }
    }
  }

  /** Builds the read model anew if it was made by an older version, which whoever runs that keeps up to date meanwhile. */
  private async replaceOlder(projection: Projection): Promise<void> {
    const live = await ensureLive(this.pool, projection);
    if (live.version >= projection.version) return;
    const { log } = this.options;
    await rebuild(this.store, this.pool, projection, { signal: this.stopping.signal, ...(log ? { log } : {}) });
  }

  /**
   * Runs a projection until the lease ends.
   *
   * @throws ReplacedError, NewerVersionError another version is in its place
   */
  private async runUnder(lease: Lease, projection: Projection): Promise<void> {
    const signal = AbortSignal.any([this.stopping.signal, lease.signal]);
    const passing = new Backoff(PASSING_BASE_MS, PASSING_CAP_MS);
    const stopped = new Backoff(this.options.stoppedBaseMs ?? STOPPED_BASE_MS, STOPPED_CAP_MS);
    const onProgress = () => {
      if (this.troubles.delete(projection.name)) this.options.log?.(`Projection ${projection.name} goes on`);
      passing.reset();
      stopped.reset();
    };
    while (!signal.aborted) {
      try {
        await this.follow(projection, signal, onProgress);
      } catch (error) {
        if (signal.aborted || error instanceof TakenOverError) return;
        if (error instanceof ReplacedError || error instanceof NewerVersionError) throw error;
        if (isPassing(error) || !(await this.sayStopped(projection, error))) {
          this.say(projection, `waits: ${messageOf(error)}`);
          await passing.wait(signal);
        } else {
          await this.waitStopped(projection, stopped, signal);
        }
      }
    }
  }

  /** Follows the ledger from the stored place until something goes wrong or it is told to end. */
  private async follow(projection: Projection, signal: AbortSignal, onProgress: () => void): Promise<void> {
    await takeOver(this.pool, projection.name, this.instance);
    const cursor = await ensureLive(this.pool, projection);
    await inTransaction(this.pool, async (client) => projection.check?.(this.store, client));
    const companion = this.options.companions?.[projection.name];
    const lock = lockLive(projection, this.instance);
    await accompanied(companion, this.instance, signal, async () => {
      for await (const message of this.store.subscribeToAll({ after: placeOf(cursor), signal })) {
        if (message.kind === 'caughtUp') {
          if (this.troubles.has(projection.name)) await clearStop(this.pool, projection);
          onProgress();
          continue;
        }
        for (const batch of batches(message.events)) {
          if (signal.aborted) return;
          await takeIn(this.pool, projection, lock, batch);
          companion?.tookIn();
          onProgress();
        }
      }
    });
  }

  /** Writes down why a projection has stopped; false when that is not possible, or not for this version to say. */
  private async sayStopped(projection: Projection, error: unknown): Promise<boolean> {
    const eventId = error instanceof PoisonEventError ? error.event.id : null;
    const written = await stopCursor(this.pool, projection, messageOf(error), eventId).catch(() => false);
    if (written) this.say(projection, `has stopped: ${messageOf(error)}`);
    return written;
  }

  /** Waits before the next attempt, or until somebody has told the projection to go on. */
  private async waitStopped(projection: Projection, backoff: Backoff, ended: AbortSignal): Promise<void> {
    const resumed = new AbortController();
    const signal = AbortSignal.any([ended, resumed.signal]);
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
