import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKeyFile } from '../../src/log/key-file.js';
import { Program } from './ledger-cli.js';
import { until } from './until.js';

/** The built witness as a process, on files below a folder. Needs `npm run build` before. */
export class WitnessProcess {
  program!: Program;
  url!: string;

  private constructor(
    readonly folder: string,
    readonly name: string,
  ) {}

  /**
   * @param folder an empty one
   * @param vkeys of the logs that it looks after
   */
  static async on(folder: string, name: string, vkeys: readonly string[]): Promise<WitnessProcess> {
    const witness = new WitnessProcess(folder, name);
    createKeyFile(witness.file('key'), name);
    writeFileSync(witness.file('logs'), vkeys.join('\n'));
    await witness.start();
    return witness;
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  /** Its public key, as it prints it. */
  get vkey(): string {
    return this.program.stdout.split(' ')[0]!;
  }

  /** @param port the one it had, so that others find it again; a free one at first */
  async start(env: Record<string, string> = {}, port = this.url ? new URL(this.url).port : '0'): Promise<void> {
    const files = ['key', 'logs', 'folder'].flatMap((name) => [`--${name}`, this.file(name)]);
    this.program = Program.start('dist/witness/ledger-witness.mjs', ['run', ...files, '--port', port], env);
    this.url = await until(`the witness ${this.name}`, async () => {
      if (!this.program.isRunning) throw new Error(`The witness ended by itself: ${this.program.stderr}`);
      return /at (http:\S+)/.exec(this.program.stdout)?.[1];
    });
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.program.kill(signal);
    await this.program.end();
  }

  /** What it answers to a submission. */
  async add(body: string): Promise<{ status: number; type: string | null; body: string }> {
    const response = await fetch(`${this.url}add-checkpoint`, { method: 'POST', body });
    return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
  }
}
