import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { CliResult } from './ledger-cli.js';

/** Runs any program in a folder to its end; nothing of this process's environment but PATH reaches it. */
export async function run(program: string, args: readonly string[], folder: string): Promise<CliResult> {
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const result = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    result.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    result.stderr += chunk;
  });
  await once(child, 'close');
  return { code: child.exitCode, ...result };
}
