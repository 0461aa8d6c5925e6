import { readFile } from 'node:fs/promises';

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
