import type { NewEvent, RecordedEvent, StreamEvent } from '../ledger/event.js';
import {
  type EngineStatus,
  EventStore,
  type ExpectedRevision,
  type Place,
  type StreamRange,
  type SubscriptionMessage,
} from '../ledger/event-store.js';

/** Hands everything on to another store; whoever extends it says what else happens. */
export class EventStoreDecorator extends EventStore {
  constructor(protected readonly inner: EventStore) {
    super();
  }

  override get keepsCallOrder(): boolean {
    return this.inner.keepsCallOrder;
  }

  override mustTakeAppends(): Promise<void> {
    return this.inner.mustTakeAppends();
  }

  override append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<bigint> {
    return this.inner.append(stream, expected, events);
  }

  override readStream(stream: string, range?: StreamRange): AsyncIterable<StreamEvent> {
    return this.inner.readStream(stream, range);
  }

  override readAll(page: { after: Place; limit: number }): Promise<RecordedEvent[]> {
    return this.inner.readAll(page);
  }

  override subscribeToAll(options: { after: Place; signal: AbortSignal }): AsyncIterable<SubscriptionMessage> {
    return this.inner.subscribeToAll(options);
  }

  override status(): Promise<EngineStatus> {
    return this.inner.status();
  }

  override close(): Promise<void> {
    return this.inner.close();
  }
}
