import type { NewEvent } from '../../ledger/event.js';
import type { EventStore, ExpectedRevision } from '../../ledger/event-store.js';
import { outcomeOf } from '../append-outcome.js';
import { EventStoreDecorator } from '../event-store-decorator.js';
import type { Metrics } from './metrics.js';

/** Measures appends as the callers see them: with the waiting, and with what the adapter retries by itself. */
export class MeasuredEventStore extends EventStoreDecorator {
  constructor(
    inner: EventStore,
    private readonly metrics: Metrics,
  ) {
    super(inner);
  }

  override async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<bigint> {
    const began = performance.now();
    try {
      const revision = await this.inner.append(stream, expected, events);
      this.metrics.appended('written', secondsSince(began));
      return revision;
    } catch (error) {
      this.metrics.appended(outcomeOf(error), secondsSince(began));
      throw error;
    }
  }
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1_000;
}
