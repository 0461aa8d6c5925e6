import { createHash } from 'node:crypto';
import pg from 'pg';
import { withSettings } from '../../src/database/connection-url.js';
import { Backoff } from '../../src/ledger/backoff.js';
import { Bell } from '../../src/ledger/bell.js';
import { within } from '../../src/ledger/within.js';

/** First numbers of the advisory locks: of one for each projection, and of the one that those who share them hold. */
const PROJECTION_LOCKS = 7_265_319;
const SHARERS_LOCK = 7_265_320;

/** How often the session shows that it lives and looks for free projections, in milliseconds. */
const LOOK_EVERY_MS = 1_000;
const ANSWER_MS = 5_000;
/** The server ends a session that has been silent for so long, in milliseconds: a frozen process loses its leases too. */
const SILENCE_MS = 10_000;
/** How often whoever holds several projections looks whether somebody has fewer, in milliseconds. */
const SHARE_EVERY_MS = 10_000;
/** How long what was given away is left to the others, in milliseconds. */
const LEFT_TO_OTHERS_MS = 3_000;
/** How long whoever closes waits for a server that may be out of reach, in milliseconds. */
const CLOSE_MS = 1_500;
const GOODBYE_MS = 1_000;
const RECONNECT_BASE_MS = 200;
const RECONNECT_CAP_MS = 5_000;

/** One process runs a projection at a time: the one that holds its lease. */
export interface Lease {
  /** Aborted when the lease is lost, or is to be given away: no more work may begin, and the lease is to be released. */
  readonly signal: AbortSignal;
  release(): Promise<void>;
}

export interface LeasesOptions {
  /** Takes its share beside others that do, and gives away what is beyond it. Otherwise it stands in while there are none. */
  shares: boolean;
  /** Default 10,000. */
  shareEveryMs?: number;
  /** A session that does not answer within this time counts as lost, in milliseconds. Default 5,000. */
  answerMs?: number;
}

interface Held {
  readonly lost: AbortController;
  /** Set when it is to be unlocked; to be called when that is done, or the session is gone. */
  released?: () => void;
}

/**
 * The leases of one process: session advisory locks on a connection of its own. They go with the connection, whatever
 * ends it, and another process takes them at its next look. Until then the lost connection is all that keeps this one
 * from going on, so whoever works under a lease also says so where it writes.
 *
 * The connection is made at the first wish. It must reach the server itself, not a pool that hands out its sessions.
 */
export class Leases {
  private readonly wishes = new Map<string, (held: Held) => void>();
  private readonly held = new Map<string, Held>();
  /** What was given away, and until when it is left to others. */
  private readonly leftUntil = new Map<string, number>();
  private readonly bell = new Bell();
  private readonly stop = new AbortController();
  private sharedAt = performance.now();
  private running?: Promise<void>;
  private client?: pg.Client;

  constructor(
    private readonly pool: pg.Pool,
    private readonly options: LeasesOptions,
  ) {}

  /** Waits for a projection's lease; `null` when `signal` is aborted first. One wish for a name at a time. */
  async take(name: string, signal: AbortSignal): Promise<Lease | null> {
    this.running ??= this.keepSession();
    const held = await new Promise<Held | null>((resolve) => {
      if (signal.aborted) return resolve(null);
      const giveUp = () => {
        // Granted in the same moment, it is released again below.
        if (this.wishes.delete(name)) resolve(null);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.wishes.set(name, (granted) => {
        signal.removeEventListener('abort', giveUp);
        resolve(granted);
      });
      this.bell.ring();
    });
    return held && { signal: held.lost.signal, release: () => this.release(name, held) };
  }

  /** Ends the connection, and with it every lease. Takes a moment at most, even if the server says nothing any more. */
  async close(): Promise<void> {
    this.stop.abort();
    this.bell.ring();
    if (this.running) await within(CLOSE_MS, this.running).catch(() => undefined);
    this.client?.connection.stream.destroy();
    await this.running;
  }

  private release(name: string, held: Held): Promise<void> {
    if (this.held.get(name) !== held) return Promise.resolve(); // lost
    return new Promise((resolve) => {
      held.released = resolve;
      this.bell.ring();
    });
  }

  private async keepSession(): Promise<void> {
    const backoff = new Backoff(RECONNECT_BASE_MS, RECONNECT_CAP_MS);
    while (!this.stop.signal.aborted) {
      try {
        await this.session(() => backoff.reset());
      } catch {
        // What is wrong with the database is told by those who do more with it.
      }
      if (!this.stop.signal.aborted) await backoff.wait(this.stop.signal);
    }
  }

  /** Resolves when it is told to stop; throws when the connection is lost. */
  private async session(connected: () => void): Promise<void> {
    const client = new pg.Client({
      ...this.pool.options,
      connectionString: withSettings(this.pool.options.connectionString as string, SESSION_SETTINGS),
      keepAlive: true,
      query_timeout: this.options.answerMs ?? ANSWER_MS,
      application_name: 'progress-ledger leases',
    });
    this.client = client;
    let lost: Error | undefined;
    const onLost = (error: Error = new Error('The connection has ended')) => {
      lost ??= error;
      this.loseAll();
      this.bell.ring();
    };
    client.on('error', onLost);
    client.once('end', onLost);
    try {
      await client.connect();
      if (this.options.shares) await client.query('SELECT pg_advisory_lock_shared($1, 0)', [SHARERS_LOCK]);
      connected();
      while (!this.stop.signal.aborted) {
        const rings = this.bell.count;
        await this.unlockReleased(client);
        if (this.options.shares) {
          await this.lockWished(client);
          await this.giveAway(client);
        } else {
          await this.standIn(client);
        }
        if (lost) throw lost;
        await this.bell.heard(rings, LOOK_EVERY_MS, this.stop.signal);
      }
    } finally {
      this.loseAll();
      await end(client);
    }
  }

  private async unlockReleased(client: pg.Client): Promise<void> {
    for (const [name, { released }] of this.held) {
      if (!released) continue;
      await client.query('SELECT pg_advisory_unlock($1, $2)', [PROJECTION_LOCKS, lockKey(name)]);
      this.held.delete(name);
      released();
    }
  }

  /** Also the sign of life, so it asks the server even when there is nothing to wish for. */
  private async lockWished(client: pg.Client): Promise<void> {
    const now = performance.now();
    const wished = [...this.wishes.keys()].filter((name) => (this.leftUntil.get(name) ?? 0) <= now);
    const { rows } = await client.query<{ name: string; locked: boolean }>(
      'SELECT name, pg_try_advisory_lock($1, key) AS locked FROM unnest($2::text[], $3::int[]) AS wished (name, key)',
      [PROJECTION_LOCKS, wished, wished.map(lockKey)],
    );
    for (const { name, locked } of rows) if (locked) this.grant(name);
  }

  private grant(name: string): void {
    const held: Held = { lost: new AbortController() };
    this.held.set(name, held);
    const granted = this.wishes.get(name);
    this.wishes.delete(name);
    if (granted) granted(held);
    else held.released = () => undefined; // nobody wants it any more
  }

  /** Takes everything while there is nobody to share it, and gives everything away as soon as there is. */
  private async standIn(client: pg.Client): Promise<void> {
    if ((await fewestHeldByOthers(client)) === null) await this.lockWished(client);
    else for (const { lost } of this.held.values()) lost.abort();
  }

  /** Lets go of one projection for a process that runs two fewer. */
  private async giveAway(client: pg.Client): Promise<void> {
    const { shares, shareEveryMs = SHARE_EVERY_MS } = this.options;
    if (!shares || this.held.size < 2 || performance.now() - this.sharedAt < shareEveryMs) return;
    this.sharedAt = performance.now();
    const fewest = await fewestHeldByOthers(client);
    if (fewest === null || fewest > this.held.size - 2) return;
    const [name, { lost }] = [...this.held].at(-1)!;
    this.leftUntil.set(name, performance.now() + LEFT_TO_OTHERS_MS);
    lost.abort();
  }

  private loseAll(): void {
    const all = [...this.held.values()];
    this.held.clear();
    for (const { lost, released } of all) {
      lost.abort();
      released?.();
    }
  }
}

/** Says goodbye, but does not wait long for a server that may be out of reach. */
async function end(client: pg.Client): Promise<void> {
  await within(GOODBYE_MS, client.end()).catch(() => undefined);
}

/**
 * A host that vanishes says no goodbye: the server finds out by probes, and by the silence of a session that never is
 * silent for long.
 */
const SESSION_SETTINGS = {
  idle_session_timeout: String(SILENCE_MS),
  tcp_keepalives_idle: '5',
  tcp_keepalives_interval: '2',
  tcp_keepalives_count: '3',
};

const IN_THIS_DATABASE = `locktype = 'advisory' AND granted AND objsubid = 2
   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** The fewest projections that any other sharing process runs; `null` where there is none. */
async function fewestHeldByOthers(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ fewest: number | null }>(
    `WITH lock AS (SELECT pid, classid FROM pg_locks WHERE ${IN_THIS_DATABASE})
     SELECT min(held)::int AS fewest
       FROM (SELECT (SELECT count(*) FROM lock WHERE lock.pid = sharer.pid AND lock.classid = $2) AS held
               FROM lock AS sharer
              WHERE sharer.classid = $1 AND sharer.pid <> pg_backend_pid()) AS others`,
    [SHARERS_LOCK, PROJECTION_LOCKS],
  );
  return rows[0]?.fewest ?? null;
}

/** Of these projections, those that some process holds the lease of at this moment. */
export async function leasedProjections(
  db: Pick<pg.ClientBase, 'query'>,
  names: readonly string[],
): Promise<Set<string>> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT name FROM unnest($2::text[], $3::int[]) AS asked (name, key)
      WHERE EXISTS (SELECT FROM pg_locks WHERE ${IN_THIS_DATABASE} AND classid = $1 AND objid = key::oid)`,
    [PROJECTION_LOCKS, names, names.map(lockKey)],
  );
  return new Set(rows.map(({ name }) => name));
}

/** The second number of a projection's lock, 0 to 2^31-1. */
function lockKey(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE() >>> 1;
}
