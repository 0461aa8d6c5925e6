import { spawn } from 'node:child_process';
import { readFile, readlink, realpath } from 'node:fs/promises';
import { processIdentity } from '../../process-identity.js';
import type { ServerUser } from './server-user.js';

/** Passed on to PostgreSQL's programs. Nothing else is: PG* variables would mislead them, and secrets are not theirs. */
const ENVIRONMENT = ['PATH', 'TMPDIR', 'SystemRoot', 'TEMP', 'TMP'];

export interface Outcome {
  /** Exit code, or `null` when a signal ended it. */
  code: number | null;
  /** Standard output and error, as they came. */
  output: string;
}

/**
 * Runs a program to its end, in a session of its own: Ctrl-C in the service's terminal is the service's to handle.
 *
 * @param user whom to run it as; `null` for the user of this process
 * @throws Error it could not be started at all, with the `code` of the system call
 */
export function run(command: string, args: string[], user: ServerUser | null, cwd: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const env: NodeJS.ProcessEnv = { LC_ALL: 'C' };
    for (const name of ENVIRONMENT) if (process.env[name] !== undefined) env[name] = process.env[name];
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(user && { uid: user.uid, gid: user.gid }),
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Whether a live process is the PostgreSQL server of this data folder. */
export async function worksIn(pid: number, folder: string): Promise<boolean> {
  if ((await processIdentity(pid)) === null) return false;
  if (process.platform !== 'linux') return true;
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(folder));
  } catch {
    // In a container even root may be kept from looking at another user's process; its name is open to all.
    return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim() === 'postgres';
  }
}
