import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from './database.js';
import { until } from './until.js';

export const ROOT = join(__dirname, '../..');

export interface CliResult {
  /** `null` when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A built program under way, with its output so far. Needs `npm run build` before. */
export class Program {
  stdout = '';
  stderr = '';
  private readonly ended: Promise<unknown>;

  private constructor(readonly child: ChildProcess) {
    this.ended = once(child, 'close');
    child.stdout!.on('data', (chunk) => {
      this.stdout += chunk;
    });
    child.stderr!.on('data', (chunk) => {
      this.stderr += chunk;
    });
  }

  /** @param env what it gets besides PATH; nothing else of this process reaches it */
  static start(script: string, args: readonly string[], env: Record<string, string>): Program {
    const child = spawn(process.execPath, [join(ROOT, script), ...args], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Program(child);
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  kill(signal: NodeJS.Signals): void {
    if (this.isRunning) this.child.kill(signal);
  }

  async end(): Promise<CliResult> {
    await this.ended;
    return { code: this.child.exitCode, stdout: this.stdout, stderr: this.stderr };
  }
}

/** Runs the command line to its end. */
export function ledger(env: Record<string, string>, ...args: string[]): Promise<CliResult> {
  return Program.start('bin/ledger.js', args, env).end();
}

/** Makes a token at the command line. */
export async function createToken(
  env: Record<string, string>,
  name: string,
  roles: readonly string[],
): Promise<string> {
  const { code, stdout, stderr } = await ledger(env, 'token', 'create', '--name', name, '--role', ...roles);
  if (code !== 0) throw new Error(`No token: ${stderr}`);
  return stdout.trim();
}

/** Runs the built service, on a port of its choice, for as long as something is done with it. */
export async function served<T>(env: Record<string, string>, work: (url: string) => Promise<T>): Promise<T> {
  const service = Program.start('dist/src/main.js', [], { ...env, PORT: '0' });
  const isReady = async () => {
    if (!service.isRunning) throw new Error(`The service ended by itself: ${service.stdout}${service.stderr}`);
    const [, url] = /open at (http:\S+)/.exec(service.stdout) ?? [];
    return url && (await fetch(`${url}/health/ready`)).ok && url;
  };
  try {
    return await work(await until('the service', isReady, 60_000));
  } finally {
    service.kill('SIGTERM');
    await service.end();
  }
}

/** What a service answers at some addresses. */
export async function answersTo(addresses: readonly string[], url: string): Promise<unknown[]> {
  const answered: unknown[] = [];
  for (const address of addresses) {
    const response = await fetch(`${url}${address}`);
    if (response.status !== 200) throw new Error(`${address}: ${response.status} ${await response.text()}`);
    answered.push(await response.json());
  }
  return answered;
}

/** Empty ledgers of built programs, each with a database and a data folder of its own. */
export class EmptyLedgers {
  private readonly databases: TestDatabase[] = [];

  private constructor(readonly folder: string) {}

  /** @param name begins that of the folder in which data and files of the test are kept */
  static async in(name: string): Promise<EmptyLedgers> {
    return new EmptyLedgers(await mkdtemp(join(tmpdir(), `${name}-`)));
  }

  /** Settings of the next one. */
  async next(): Promise<Record<string, string>> {
    const database = await createTestDatabase();
    this.databases.push(database);
    return { DATA_DIR: await mkdtemp(join(this.folder, 'data-')), DATABASE_URL: database.url };
  }

  async close(): Promise<void> {
    await Promise.all(this.databases.map((database) => database.close()));
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Runs the command line; gives what it prints, where it ends well. */
export async function ran(env: Record<string, string>, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await ledger(env, ...args);
  expect([args[0], code, stderr]).toEqual([args[0], 0, expect.anything()]);
  return stdout;
}
