import { StoreUnavailableError } from '../event-store.js';
import type { PreparedAppend } from '../prepared-append.js';

/** What a call gives for one append. */
export type Outcome<R> = { value: R } | { error: unknown };

/** Does something with appends and says what came of each, in their order. An error speaks for all of them. */
export type AppendCall<R = bigint> = (appends: readonly PreparedAppend[]) => Promise<Outcome<R>[]>;

interface Waiting<R> {
  append: PreparedAppend;
  settle: (outcome: Outcome<R>) => void;
}

/** A call takes at most this many appends, and this many bytes unless a single append is larger. */
const MAX_APPENDS = 250;
const MAX_BYTES = 1_048_576;

/**
 * Group commit: one call at a time, and the appends that arrive meanwhile share the next one, and with it one lock and
 * one write to disk. A call holds one append for a stream and no event id twice, so its appends cannot bear on each
 * other; what does not fit waits for the next, in order.
 */
export class AppendQueue<R = bigint> {
  private waiting: Waiting<R>[] = [];
  private running?: Promise<void>;
  private closed = false;

  /** @param timeoutMs how long an append may take, waiting included, in milliseconds */
  constructor(
    private readonly call: AppendCall<R>,
    private readonly timeoutMs: number,
  ) {}

  /** @throws StoreUnavailableError no answer in time, or the queue is closed */
  add(append: PreparedAppend): Promise<R> {
    if (this.closed) return Promise.reject(new StoreUnavailableError('The event store is closed'));
    return new Promise((resolve, reject) => {
      const item: Waiting<R> = {
        append,
        settle: (outcome) => {
          clearTimeout(timer);
          if ('error' in outcome) reject(outcome.error);
          else resolve(outcome.value);
        },
      };
      const timer = setTimeout(() => this.giveUp(item), this.timeoutMs);
      this.waiting.push(item);
      this.running ??= this.run();
    });
  }

  /** Takes no more appends; resolves when those that wait have been written. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      // After all promises that are due, so that callers woken by the same answer find themselves in one call again.
      await new Promise<void>((resolve) => process.nextTick(resolve));
      const batch = this.next();
      const outcomes = await this.write(batch.map(({ append }) => append));
      batch.forEach(({ settle }, i) => {
        settle(outcomes[i] as Outcome<R>);
      });
    }
    this.running = undefined;
  }

  private async write(appends: readonly PreparedAppend[]): Promise<Outcome<R>[]> {
    try {
      return await this.call(appends);
    } catch (error) {
      if (appends.length === 1 || error instanceof StoreUnavailableError) return appends.map(() => ({ error }));
    }
    // One of them cannot be written, and nothing is: alone, each gets its own answer.
    const outcomes: Outcome<R>[] = [];
    for (const append of appends) outcomes.push(...(await this.write([append])));
    return outcomes;
  }

  private next(): Waiting<R>[] {
    const batch: Waiting<R>[] = [];
    const later: Waiting<R>[] = [];
    const streams = new Set<string>();
    const ids = new Set<string>();
    let bytes = 0;
    let full = false;
    for (const item of this.waiting) {
      const { stream, events, bytes: own } = item.append;
      full ||= batch.length >= MAX_APPENDS || (batch.length > 0 && bytes + own > MAX_BYTES);
      const apart = !streams.has(stream) && !events.some(({ id }) => ids.has(id));
      if (!full && apart) {
        batch.push(item);
        bytes += own;
      } else {
        later.push(item);
      }
      // Also of what stays behind: a later append to its stream must not overtake it.
      streams.add(stream);
      for (const { id } of events) ids.add(id);
    }
    this.waiting = later;
    return batch;
  }

  private giveUp(item: Waiting<R>): void {
    this.waiting = this.waiting.filter((other) => other !== item);
    const error = new StoreUnavailableError(
      `No answer to an append within ${this.timeoutMs} ms: its outcome is unknown`,
    );
    item.settle({ error });
  }
}
