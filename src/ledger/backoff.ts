import { setTimeout as sleep } from 'node:timers/promises';

/** Waits between attempts: random between a part and all of a span that doubles from `baseMs` up to `capMs`. */
export class Backoff {
  private attempt = 0;

  /** @param least the smallest part of a span that is waited; 0 (full jitter) spreads many who wait at the same time */
  constructor(
    private readonly baseMs: number,
    private readonly capMs: number,
    private readonly least = 0.5,
  ) {}

  /** Resolves when the next attempt may be made, or as soon as `signal` is aborted. */
  async wait(signal: AbortSignal): Promise<void> {
    const span = Math.min(this.capMs, this.baseMs * 2 ** this.attempt++);
    await pause(span * (this.least + Math.random() * (1 - this.least)), signal);
  }

  /** To be called after a failure that will not pass by itself: from now on the span is `capMs`. */
  toCap(): void {
    this.attempt = Math.max(this.attempt, Math.ceil(Math.log2(this.capMs / this.baseMs)));
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
