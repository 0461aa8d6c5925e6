import { freePort } from '../faults/built-service.js';
import { Program } from '../support/ledger-cli.js';
import { until } from '../support/until.js';

const SCRIPTS = { everything: 'main', api: 'api', projections: 'projections' };

/** What a process says of itself at /health/ready. */
export interface Health {
  ready: boolean;
  instance: string;
  problem?: string;
  engine: { name: string; connected: boolean; problem?: string };
  database: { connected: boolean; problem?: string };
  projections: { name: string; status: string; size: number; eventsBehind?: number; runBy?: string }[];
  log?: { status: string; size?: number; problem?: string };
}

/** One built process of the service. */
export class LedgerProcess {
  private constructor(
    readonly program: Program,
    readonly port: number,
  ) {}

  /** Starts it without waiting for it, at a free port unless it is given one. */
  static async launch(kind: keyof typeof SCRIPTS, env: Record<string, string>, at?: number): Promise<LedgerProcess> {
    const port = at ?? (await freePort());
    return new LedgerProcess(Program.start(`dist/src/${SCRIPTS[kind]}.js`, [], { ...env, PORT: String(port) }), port);
  }

  get output(): string {
    return `${this.program.stdout}${this.program.stderr}`;
  }

  get(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, init);
  }

  async health(): Promise<Health> {
    return (await this.get('/health/ready')).json() as Promise<Health>;
  }

  /** Waits until its health is such. */
  healthWith(what: string, such: (health: Health) => boolean): Promise<Health> {
    return until(
      what,
      async () => {
        if (!this.program.isRunning) throw new Error(`The process ended by itself: ${this.output}`);
        const health = await this.health().catch(() => null);
        return health && such(health) ? health : null;
      },
      60_000,
    );
  }

  ready(): Promise<Health> {
    return this.healthWith('readiness', ({ ready }) => ready);
  }

  /** Ends it, and tells with which code and how many seconds that took. */
  async end(signal: NodeJS.Signals): Promise<{ code: number | null; seconds: number }> {
    const began = performance.now();
    this.program.kill(signal);
    const { code } = await this.program.end();
    return { code, seconds: (performance.now() - began) / 1_000 };
  }
}
