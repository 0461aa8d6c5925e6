import { once } from 'node:events';

/** After all browser tests: ends the service that was started for them. */
export default async function stopSite(): Promise<void> {
  const demo = globalThis.testSite;
  if (!demo) return;
  const ended = once(demo, 'exit');
  demo.kill('SIGINT');
  await ended;
}
