import { setTimeout as sleep } from 'node:timers/promises';

/** Waits between attempts: random between half and all of a span that doubles from `baseMs` up to `capMs`. */
export class Backoff {
  private attempt = 0;

  constructor(
    private readonly baseMs: number,
    private readonly capMs: number,
  ) {}

  /** Resolves when the next attempt may be made, or as soon as `signal` is aborted. */
  async wait(signal: AbortSignal): Promise<void> {
    const span = Math.min(this.capMs, this.baseMs * 2 ** this.attempt++);
    await pause(span * (0.5 + Math.random() / 2), signal);
  }

  /** To be called after a success. */
  reset(): void {
    this.attempt = 0;
  }
}

/** Resolves after `ms` milliseconds, or as soon as `signal` is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
