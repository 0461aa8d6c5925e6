import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { removeFolder, serverPid } from '../database/service-process.js';
import { TestEngine } from '../support/engine.js';
import { Program } from '../support/ledger-cli.js';
import { until } from '../support/until.js';

/** The built service in processes of its own that can be killed, always at the same address and on the same data. */
export class BuiltService {
  private program: Program | undefined;

  private constructor(
    readonly dataDir: string,
    readonly port: number,
    readonly engine: TestEngine,
    private readonly settings: Record<string, string>,
  ) {}

  /**
   * @param databaseUrl of a database that is there already, in place of the embedded one
   * @param settings further ones
   */
  static async on(dataDir: string, databaseUrl?: string, settings: Record<string, string> = {}): Promise<BuiltService> {
    const database: Record<string, string> = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
    return new BuiltService(dataDir, await freePort(), await TestEngine.start(), { ...database, ...settings });
  }

  get env(): Record<string, string> {
    return { DATA_DIR: this.dataDir, PORT: String(this.port), ...this.settings, ...this.engine.env };
  }

  get isRunning(): boolean {
    return this.program?.isRunning ?? false;
  }

  /** What the last process has said. */
  get output(): string {
    return this.program ? `${this.program.stdout}${this.program.stderr}` : '';
  }

  /** Starts a process without waiting for it. */
  launch(): void {
    if (this.isRunning) throw new Error('The service is running');
    this.program = Program.start('dist/src/main.js', [], this.env);
  }

  /** Waits until it takes requests and its read models keep up. */
  async ready(): Promise<void> {
    await until(
      'the service',
      async () => {
        if (!this.isRunning) throw new Error(`The service ended by itself: ${this.output}`);
        return fetch(`http://127.0.0.1:${this.port}/health/ready`).then(
          ({ status }) => status === 200,
          () => false,
        );
      },
      60_000,
    );
  }

  async start(): Promise<void> {
    this.launch();
    await this.ready();
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.program?.kill(signal);
    await this.program?.end();
  }

  /** Ends it at once, with its database and its engine, and removes its data. */
  async remove(): Promise<void> {
    await this.end('SIGKILL');
    await this.engine.close();
    await removeFolder(this.dataDir);
  }

  /** Kills PostgreSQL's first process; its others then end by themselves. */
  async killDatabase(): Promise<void> {
    const pid = await serverPid(this.dataDir);
    if (pid === null) return;
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  /** The owner's URL of the database as it runs now. */
  async databaseUrl(): Promise<string> {
    const folder = join(this.dataDir, 'postgres');
    const password = await readFile(join(folder, 'password'), 'utf8');
    const port = (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[3];
    return `postgres://ledger:${password}@127.0.0.1:${port}/ledger`;
  }
}

/** A port that nobody has at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
