import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Run from the sources, where the tests have it; nothing of it belongs into the build. */
const SERVER = ['--import', './test/support/typescript-hook.js', 'test/support/eventstoredb-server/serve.ts'];

/** The tests' EventStoreDB server in a process of its own, so that it takes no time away from its clients. */
export class EventStoreServer {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<EventStoreServer> {
    const child = spawn(process.execPath, SERVER, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit').then(() => {
      throw new Error('The EventStoreDB server of the benchmark has not started');
    });
    ended.catch(() => undefined); // also when it is stopped
    const [url] = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
    return new EventStoreServer(url, child);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}
