import type { NewEvent } from '../../ledger/event.js';
import type { EventStore, ExpectedRevision } from '../../ledger/event-store.js';
import { outcomeOf } from '../append-outcome.js';
import { EventStoreDecorator } from '../event-store-decorator.js';
import { EVENTS, inSpan, markFailed, OUTCOME, STREAM } from './spans.js';
import type { TraceContexts } from './trace-contexts.js';

/** A span for each append, which the projections go on with when its events reach them. */
export class TracedEventStore extends EventStoreDecorator {
  constructor(
    inner: EventStore,
    private readonly contexts: Pick<TraceContexts, 'keep'>,
  ) {
    super(inner);
  }

  override append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<bigint> {
    return inSpan('append', { [STREAM]: stream, [EVENTS]: events.length }, async (span) => {
      const ids = events.map(({ id }) => id);
      await this.contexts.keep(span.spanContext(), ids); // before they can be seen
      try {
        const revision = await this.inner.append(stream, expected, events);
        span.setAttribute(OUTCOME, 'written');
        return revision;
      } catch (error) {
        const outcome = outcomeOf(error);
        span.setAttribute(OUTCOME, outcome);
        if (outcome === 'unavailable' || outcome === 'failed') markFailed(span, error);
        throw error;
      }
    });
  }
}
