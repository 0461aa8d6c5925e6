import { readFile, realpath, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { isPidTaken } from '../../process-identity.js';
import type { Binaries } from './binaries.js';
import { type Cluster, OWNER } from './cluster.js';
import { EmbeddedPostgresError, explainFailure } from './errors.js';
import { run, worksIn } from './processes.js';
import type { ServerUser } from './server-user.js';

/** Long enough for the recovery of `max_wal_size` of changes from a slow disk. */
const START_TIMEOUT_S = 120;
const STOP_TIMEOUT_S = 60;
const PROBE_TIMEOUT_MS = 2_000;
const POLL_MS = 50;
const LOG_LINES_SHOWN = 20;

/** Failures of a start that end by themselves: a port lost to somebody else, a killed server's last processes. */
const WORTH_ANOTHER_TRY =
  /could not bind|could not create any TCP\/IP sockets|pre-existing shared memory block|"postmaster\.pid" already exists/;

/** Fixed at every start, whatever postgresql.conf says. */
const FIXED_SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories='];

/** What `postmaster.pid` says about a server that runs, or did. */
interface Postmaster {
  pid: number;
  port: number;
}

/** The server process of a cluster: found or started, and stopped. */
export class Server {
  private readonly log: string;
  private readonly pidFile: string;

  constructor(
    private readonly cluster: Cluster,
    private readonly binaries: Binaries,
    private readonly user: ServerUser | null,
  ) {
    this.log = join(cluster.folder, 'server.log');
    this.pidFile = join(cluster.data, 'postmaster.pid');
  }

  /**
   * Finds the server that runs on this data, or starts one. Whatever was left by a crash is waited for or cleared away.
   * Only for the holder of the lock.
   *
   * @param wanted the port to start at; default any that is free
   * @throws EmbeddedPostgresError
   */
  async startOrAdopt(wanted?: number): Promise<{ port: number; adopted: boolean }> {
    const deadline = Date.now() + START_TIMEOUT_S * 1000;
    for (;;) {
      const port = await this.findRunning(deadline);
      if (port !== null) return { port, adopted: true };
      const failure = await this.start(wanted ?? (await freePort()));
      if (failure === null) return { port: await this.readPort(), adopted: false };
      if (!WORTH_ANOTHER_TRY.test(failure) || Date.now() > deadline) {
        throw explainFailure('could not start', this.cluster.folder, failure);
      }
      await delay(POLL_MS);
    }
  }

  /** Whether the server's process is alive; it need not answer yet. */
  async isAlive(): Promise<boolean> {
    const postmaster = await this.readPostmaster();
    return postmaster !== null && (await worksIn(postmaster.pid, this.cluster.data));
  }

  /** The port at which the server answers at this moment, or `null`. */
  async findAnswering(): Promise<number | null> {
    const postmaster = await this.readPostmaster();
    return postmaster !== null && (await this.answers(postmaster.port)) ? postmaster.port : null;
  }

  /** The port of a running server as soon as it answers; `null` when none runs. */
  private async findRunning(deadline: number): Promise<number | null> {
    for (;;) {
      const postmaster = await this.readPostmaster();
      if (postmaster === null) return null;
      if (!(await worksIn(postmaster.pid, this.cluster.data))) {
        // Dead. PostgreSQL sees that by itself, unless a zombie or a newcomer has the id.
        if (isPidTaken(postmaster.pid)) await rm(this.pidFile, { force: true });
        return null;
      }
      if (await this.answers(postmaster.port)) return postmaster.port;
      if (Date.now() > deadline) {
        throw new EmbeddedPostgresError(
          `Process ${postmaster.pid} runs the database in ${this.cluster.folder} and does not accept connections yet. ` +
            `If it is recovering from a crash, wait and start again; its log is ${this.log}.`,
        );
      }
      await delay(POLL_MS); // starting up, recovering or shutting down
    }
  }

  /**
   * Stops the server: connections are ended, transactions that are open rolled back, everything written.
   *
   * @throws EmbeddedPostgresError it did not stop in time
   */
  async stop(): Promise<void> {
    const postmaster = await this.readPostmaster();
    if (postmaster === null) return;
    const deadline = Date.now() + STOP_TIMEOUT_S * 1000;
    // Waited for here: pg_ctl would take the zombie that a dead server leaves in some containers for a live one.
    const { output } = await this.pgCtl('stop', '-m', 'fast', '-W');
    while (await worksIn(postmaster.pid, this.cluster.data)) {
      if (Date.now() > deadline) throw explainFailure('could not be stopped', this.cluster.folder, output);
      await delay(POLL_MS);
    }
  }

  /** Starts the server and waits until it answers; answers with what it said if it did not start. */
  private async start(port: number): Promise<string | null> {
    await rename(this.log, `${this.log}.1`).catch(() => undefined); // there is none before the first start
    const settings = FIXED_SETTINGS.map((setting) => `-c ${setting}`).join(' ');
    const { code, output } = await this.pgCtl(
      'start',
      ...['-w', '-t', String(START_TIMEOUT_S), '-l', this.log, '-o', `-p ${port} ${settings}`],
    );
    if (code === 0) return null;
    const log = await readFile(this.log, 'utf8').catch(() => '');
    return log.trim().split('\n').slice(-LOG_LINES_SHOWN).join('\n') || output;
  }

  private pgCtl(command: string, ...args: string[]) {
    const { folder, data } = this.cluster;
    return run(this.binaries.pgCtl, [command, '-s', '-D', data, ...args], this.user, folder);
  }

  private async readPostmaster(): Promise<Postmaster | null> {
    const text = await readFile(this.pidFile, 'utf8').catch(() => '');
    const lines = text.split('\n');
    const pid = Number(lines[0]);
    // The port is the fourth line; a server that has just begun has not written it yet.
    return pid > 0 ? { pid, port: Number(lines[3] ?? 0) } : null;
  }

  private async readPort(): Promise<number> {
    const postmaster = await this.readPostmaster();
    if (postmaster) return postmaster.port;
    throw new EmbeddedPostgresError(
      `PostgreSQL in ${this.cluster.folder} ended again at once; its log is ${this.log}.`,
    );
  }

  /** Whether this cluster's server, and not somebody else's program, accepts connections at the port. */
  private async answers(port: number): Promise<boolean> {
    if (!(port > 0)) return false;
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: OWNER,
      password: await this.cluster.password(),
      database: 'postgres',
      connectionTimeoutMillis: PROBE_TIMEOUT_MS,
    });
    client.on('error', () => undefined); // a server that goes away meanwhile does not answer
    try {
      await client.connect();
      const { rows } = await client.query('SHOW data_directory');
      return (await realpath(rows[0].data_directory)) === (await realpath(this.cluster.data));
    } catch (error) {
      if ((error as { code?: string }).code === '28P01') {
        throw new EmbeddedPostgresError(
          `The server that runs in ${this.cluster.folder} refuses the password in that folder. Stop it, and restore the ` +
            'file "password" that belongs to the data.',
          { cause: error },
        );
      }
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** A TCP port of 127.0.0.1 that is free at this moment; whoever takes it first has it. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
