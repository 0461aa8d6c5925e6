import { type ChildProcess, spawn } from 'node:child_process';

declare global {
  /** The run's own service, kept for the end. */
  var testSite: ChildProcess | undefined;
}

/**
 * Starts the built service with the example in it, once for all browser tests of a run. `SITE_URL` names one that runs
 * already.
 */
export default async function startSite(): Promise<void> {
  if (process.env.SITE_URL) return;
  const demo = spawn(process.execPath, ['--enable-source-maps', 'dist/src/demo.js'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  globalThis.testSite = demo;
  let said = '';
  for await (const chunk of demo.stdout) {
    said += chunk;
    if (said.includes('Stop with Ctrl-C')) break;
  }
  const address = /http:\/\/[\d.:[\]]+:\d+/.exec(said)?.[0];
  if (!address) throw new Error(`The demo ended before it said where it listens: ${said}`);
  process.env.SITE_URL = address;
}
