import type { EventStore } from '../../ledger/event-store.js';
import type { Instrument } from '../instruments.js';
import { measureRequests } from './measure-requests.js';
import { MeasuredEventStore } from './measured-event-store.js';
import type { Metrics } from './metrics.js';

/** Counts what the engine, the appends and the requests do. */
export function metricsInstrument(metrics: Metrics): Instrument {
  return {
    observer: metrics,
    request: measureRequests(metrics),
    store: (engine: EventStore) => new MeasuredEventStore(engine, metrics),
  };
}
