import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));

export interface RunningService {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts the built service in a process of its own.
 *
 * @param before a program and its arguments that start it, such as `taskset -c 0,1`
 * @throws Error it ended before it listened
 */
export async function startBuilt(env: Record<string, string>, before: readonly string[] = []): Promise<RunningService> {
  const [program, ...rest] = [...before, process.execPath, '--enable-source-maps', MAIN];
  const child = spawn(program!, rest, {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end); // when the benchmark is interrupted
  const stop = async () => {
    process.off('exit', end);
    if (child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  for await (const line of createInterface(child.stdout)) {
    const url = /open at (http:\S+)/.exec(line)?.[1];
    if (url) return { url, pid: child.pid!, stop };
  }
  throw new Error('The service ended before it listened');
}
