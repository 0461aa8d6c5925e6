import { spawn } from 'node:child_process';
import { readFile, readlink, realpath } from 'node:fs/promises';
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

/** Whether a process has this id. A zombie counts: its id is taken. */
export function isPidTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Tells a process from a later one with the same id, where the system says (Linux): ids come round again, in a
 * container after every restart. `null` when the process is gone, a zombie included; '' when the system does not say.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  if (!isPidTaken(pid)) return null;
  if (process.platform !== 'linux') return '';
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'latin1'),
      readFile('/proc/sys/kernel/random/boot_id', 'latin1'),
    ]);
    // After the program's name, which stands in brackets and may hold anything: state is field 3, start time field 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${boot.trim()}/${fields[19]}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : '';
  }
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
