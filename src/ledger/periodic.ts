import { pause } from './backoff.js';

/** Work that is done at once and then again and again, as long as it runs. What it throws is logged, and it is tried again. */
export class Periodic {
  private readonly stopping = new AbortController();
  private running?: Promise<void>;

  /** @param what it is, for the log: `Erasures under way could not be finished` */
  constructor(
    private readonly work: (signal: AbortSignal) => Promise<unknown>,
    private readonly options: { everyMs: number; what: string; log: (message: string) => void },
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Lets work under way come to its end. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const { everyMs, what, log } = this.options;
    let said: string | undefined;
    while (!signal.aborted) {
      try {
        await this.work(signal);
        said = undefined;
      } catch (error) {
        const message = `${what}: ${(error as Error).message}`;
        if (!signal.aborted && message !== said) log(message);
        said = message; // said once, however often it is tried
      }
      await pause(everyMs, signal);
    }
  }
}
