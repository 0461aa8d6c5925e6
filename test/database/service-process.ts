import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { worksIn } from '../../src/database/embedded/processes.js';

/** A folder that everybody may enter: as root, the server runs as another user. */
export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'progress-ledger-embedded-'));
  await chmod(folder, 0o755);
  return folder;
}

/** Removes a data folder, whatever a test left running in it. */
export async function removeFolder(folder: string): Promise<void> {
  const pid = await serverPid(folder);
  if (pid !== null) process.kill(pid, 'SIGKILL');
  // The killed server's last processes may still be writing.
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

/** The id of the server that runs on the data, or `null`. */
export async function serverPid(dataDir: string): Promise<number | null> {
  const data = join(dataDir, 'postgres', 'data');
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return pid > 0 && (await worksIn(pid, data)) ? pid : null;
}

/** One statement on a connection of its own. */
export function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  return onDatabase(url, async (client) => (await client.query(sql)).rows);
}

/** Does something on a connection of its own. */
export async function onDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What a service process says once its database is up or refused. */
export interface ServiceReport {
  url: string;
  adopted: boolean;
  error?: { name: string; message: string };
}

/** A service in a process of its own, which is nothing but its embedded database. */
export class ServiceProcess {
  readonly report: Promise<ServiceReport>;
  private readonly exited: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.exited = once(child, 'exit');
    this.report = readReport(child);
    this.report.catch(() => undefined); // a service that is killed early says nothing
  }

  /** @param uid user and group to run it as; default those of this process */
  static start(dataDir: string, uid?: number): ServiceProcess {
    const child = spawn(
      process.execPath,
      ['--import', './test/support/typescript-hook.js', 'test/database/embedded-service.ts', dataDir],
      { stdio: ['ignore', 'pipe', 'inherit'], detached: true, uid, gid: uid },
    );
    return new ServiceProcess(child);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** Sends the signal to the process, or to its whole process group as a terminal does, and waits for its end. */
  async end(signal: NodeJS.Signals, { group = false } = {}): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null)
      process.kill(group ? -this.pid : this.pid, signal);
    await this.exited;
  }
}

async function readReport(child: ChildProcess): Promise<ServiceReport> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  for await (const line of lines) return JSON.parse(line);
  throw new Error('The service ended without a word');
}
