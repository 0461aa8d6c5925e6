import type { NewEvent, RecordedEvent, StreamEvent } from '../ledger/event.js';
import {
  type EngineStatus,
  EventStore,
  type ExpectedRevision,
  type Place,
  type StreamRange,
  WrongExpectedRevisionError,
} from '../ledger/event-store.js';

/** An append that was accepted over the ledger but not written to it. */
export interface PendingAppend {
  stream: string;
  expected: bigint | 'no-stream';
  events: readonly NewEvent[];
}

/**
 * The ledger as it would be: reads fall through to the real store, appends stay in memory. A whole import file is
 * checked against this, by the same code that would write it, before anything is written.
 */
export class OverlayEventStore extends EventStore {
  /** Everything appended, in order. */
  readonly pending: PendingAppend[] = [];
  private readonly added = new Map<string, RecordedEvent[]>();
  private readonly order: RecordedEvent[] = [];
  /**
   * The last revision of streams of the real store, as it was when each was first read; `null` where there was none. Most
   * reads ask for what is behind it, which so costs no way to the engine. What others append meanwhile is not seen: the
   * expected revision is the guard against that when the file is written.
   */
  private readonly ends = new Map<string, bigint | null>();

  constructor(
    private readonly base: EventStore,
    /** Number of events in the real store. */
    private readonly baseSize: number,
    private readonly now: () => Date,
  ) {
    super();
  }

  /** Number of events, those of the overlay included. */
  get size(): number {
    return this.baseSize + this.order.length;
  }

  /** The overlay's own events, for whoever looks through all of them. */
  readonly own: Pick<EventStore, 'readAll'> = {
    readAll: async ({ after, limit }) => {
      const first = Math.max(0, after.sequence + 1 - this.baseSize);
      return this.order.slice(first, first + limit);
    },
  };

  override mustTakeAppends(): Promise<void> {
    return this.base.mustTakeAppends();
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<bigint> {
    const actual = await this.lastRevision(stream);
    const wanted = expected === 'no-stream' ? null : expected;
    if (typeof wanted === 'string' || actual !== wanted) throw new WrongExpectedRevisionError(stream, expected, actual);
    this.pending.push({ stream, expected: expected as bigint | 'no-stream', events });
    const own = this.added.get(stream) ?? [];
    this.added.set(stream, own);
    let revision = actual ?? -1n;
    for (const { id, type, data, metadata } of events) {
      revision += 1n;
      const recordedAt = this.now().toISOString();
      const event = { sequence: this.size, stream, revision, id, type, data, metadata, recordedAt };
      own.push(event);
      this.order.push(event);
    }
    return revision;
  }

  async *readStream(stream: string, range: StreamRange = {}): AsyncIterable<StreamEvent> {
    if (range.direction === 'backwards') throw new Error('The overlay is read forwards');
    yield* this.readBase(stream, range);
    for (const event of this.added.get(stream) ?? [])
      if (event.revision >= (range.from ?? 0n) && (range.to === undefined || event.revision <= range.to)) yield event;
  }

  async readAll({ after, limit }: { after: Place; limit: number }): Promise<RecordedEvent[]> {
    const below = after.sequence + 1 < this.baseSize ? await this.base.readAll({ after, limit }) : [];
    const above = await this.own.readAll({ after, limit });
    return [...below, ...above].slice(0, limit);
  }

  // biome-ignore lint/correctness/useYield: an overlay is checked and thrown away; nothing follows it
  async *subscribeToAll(): AsyncGenerator<never> {
    throw new Error('The overlay cannot be followed');
  }

  status(): Promise<EngineStatus> {
    return this.base.status();
  }

  /** Nothing to let go: the store below belongs to somebody else. */
  async close(): Promise<void> {}

  private async *readBase(stream: string, { from = 0n, to }: StreamRange): AsyncIterable<StreamEvent> {
    const end = this.endOf(stream);
    if (end === null || (end !== undefined && from > end)) return;
    let last: bigint | null = null;
    const upTo = end !== undefined && (to === undefined || to > end) ? end : to;
    for await (const event of this.base.readStream(stream, { from, ...(upTo !== undefined ? { to: upTo } : {}) })) {
      last = event.revision;
      yield event;
    }
    // Read to its end; a reader who leaves before does not come this far.
    const isWhole = upTo === undefined || (last ?? -1n) < upTo;
    if (from === 0n && isWhole) this.ends.set(stream, last);
  }

  private async lastRevision(stream: string): Promise<bigint | null> {
    const own = this.added.get(stream)?.at(-1);
    if (own) return own.revision;
    const known = this.endOf(stream);
    if (known !== undefined) return known;
    let last: bigint | null = null;
    for await (const { revision } of this.base.readStream(stream, { direction: 'backwards' })) {
      last = revision;
      break;
    }
    this.ends.set(stream, last);
    return last;
  }

  /** `undefined` while it is not known. */
  private endOf(stream: string): bigint | null | undefined {
    return this.baseSize === 0 ? null : this.ends.get(stream);
  }
}
