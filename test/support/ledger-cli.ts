import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

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
