import { Bell } from '../bell.js';
import type { NewEvent, RecordedEvent, SealedDisclosure } from '../event.js';
import {
  type EngineStatus,
  EventStore,
  type ExpectedRevision,
  type Place,
  type StreamRange,
  type SubscriptionMessage,
} from '../event-store.js';
import { follow } from '../follow.js';
import { type PreparedAppend, prepareAppend } from '../prepared-append.js';
import { NO_STREAM, refusal } from '../verdict.js';

const PAGE = 1_000;
const IDLE_MS = 1_000;

/**
 * The port's double: a ledger that lives as long as the object. Its events cannot be changed through what it returns. No
 * service runs on it; it stands here because it is part of the port and is held to its contract like the engines.
 */
export class InMemoryEventStore extends EventStore {
  private readonly events: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly byId = new Map<string, StoredEvent>();
  private readonly disclosures = new Map<string, readonly SealedDisclosure[]>();
  private readonly bell = new Bell();
  private lastRecordedMs = 0;

  /** @param clock milliseconds since 1970; may step back, recorded times do not */
  constructor(private readonly clock: () => number = Date.now) {
    super();
  }

  override get keepsCallOrder(): boolean {
    return true;
  }

  override async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<bigint> {
    const append = prepareAppend(stream, expected, events);
    const tail = this.streams.get(stream)?.at(-1)?.revision ?? NO_STREAM;
    const refused = refusal(append, tail, this.byId);
    if (refused && 'error' in refused) throw refused.error;
    if (refused) return refused.revision;
    const last = this.record(append, tail);
    this.bell.ring();
    return last;
  }

  override async *readStream(stream: string, range: StreamRange = {}): AsyncGenerator<RecordedEvent, void> {
    const events = this.streams.get(stream) ?? [];
    const backwards = range.direction === 'backwards';
    const [low, high] = backwards ? [range.to, range.from] : [range.from, range.to];
    const wanted = events.filter(
      ({ revision }) => (low === undefined || revision >= low) && (high === undefined || revision <= high),
    );
    for (const event of backwards ? wanted.reverse() : wanted) yield recorded(event);
  }

  override async readAll({ after, limit }: { after: Place; limit: number }): Promise<RecordedEvent[]> {
    return this.events.slice(after.sequence + 1, after.sequence + 1 + limit).map(recorded);
  }

  override subscribeToAll(options: { after: Place; signal: AbortSignal }): AsyncIterable<SubscriptionMessage> {
    return follow(
      (after) => this.readAll({ after, limit: PAGE }),
      this.bell,
      () => IDLE_MS,
      options,
    );
  }

  override async status(): Promise<EngineStatus> {
    return { engine: 'memory', connected: true };
  }

  override async close(): Promise<void> {}

  /** The disclosures that came with an event. */
  disclosuresOf(eventId: string): readonly SealedDisclosure[] {
    return this.disclosures.get(eventId) ?? [];
  }

  private record({ stream, events }: PreparedAppend, tail: bigint): bigint {
    const own = this.streams.get(stream) ?? [];
    this.streams.set(stream, own);
    this.lastRecordedMs = Math.max(this.clock(), this.lastRecordedMs);
    const recordedAt = new Date(this.lastRecordedMs).toISOString();
    for (const { id, type, data, metadata, disclosures } of events) {
      const sequence = this.events.length;
      const event = { sequence, stream, revision: ++tail, id, type, data, metadata, recordedAt };
      this.events.push(event);
      own.push(event);
      this.byId.set(id, event);
      if (disclosures.length > 0) this.disclosures.set(id, [...disclosures]);
    }
    return tail;
  }
}

/** The caller's part is kept as text, so that nobody shares an object with the ledger. */
type StoredEvent = Omit<RecordedEvent, 'data' | 'metadata'> & { data: string; metadata: string };

function recorded(event: StoredEvent): RecordedEvent {
  return {
    ...event,
    data: JSON.parse(event.data) as RecordedEvent['data'],
    metadata: JSON.parse(event.metadata) as RecordedEvent['metadata'],
  };
}
