import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/** Whether this system tells the size of processes. */
export const tellsMemory = existsSync('/proc/self/status');

/** Resident set now and at its largest, in MB (10^6 bytes), out of a process's `/proc/…/status`. */
export function residentSet(status: string): { now: number; peak: number } {
  const megabytes = (field: string) =>
    (Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)![1]) * 1_024) / 1e6;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

/** Loaded before a program, has it tell its own size at its end. */
const TELLING = `import { readFileSync } from 'node:fs';
process.on('exit', () => console.error(readFileSync('/proc/self/status', 'utf8')));`;

/**
 * The largest resident set of a Node program that is run to its end, in MB (10^6 bytes).
 *
 * @throws Error it ended with another status than 0
 */
export async function peakMemoryOf(program: string, words: readonly string[]): Promise<number> {
  const telling = `data:text/javascript,${encodeURIComponent(TELLING)}`;
  const { stderr } = await promisify(execFile)(process.execPath, ['--import', telling, program, ...words]);
  return residentSet(stderr).peak;
}
