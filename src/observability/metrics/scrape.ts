import type { EngineStatus } from '../../ledger/event-store.js';
import { within } from '../within.js';
import type { Metrics, ProjectionFigures } from './metrics.js';

/** How long a scrape waits for the engine and the database, in milliseconds. Prometheus itself gives up after 10 s. */
const PATIENCE_MS = 4_000;

/** What is not counted but looked at. */
export interface Looks {
  engine(): Promise<EngineStatus>;
  /** The builds that answer, one of each projection. */
  projections(): Promise<readonly ProjectionFigures[]>;
}

/**
 * Gives all figures in the exposition format, after a look at what is not counted. Never fails and always ends, since
 * figures are needed most when the database is away.
 */
export class Scrape {
  private readonly engine: Looks['engine'];
  private readonly projections: Looks['projections'];

  constructor(
    private readonly metrics: Metrics,
    looks: Looks,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    this.engine = shared(() => looks.engine());
    this.projections = shared(() => looks.projections());
  }

  get contentType(): string {
    return this.metrics.registry.contentType;
  }

  async text(): Promise<string> {
    const [engine, projections] = await Promise.allSettled([
      within(this.patienceMs, this.engine()),
      within(this.patienceMs, this.projections()),
    ]);
    this.metrics.engine(engine.status === 'fulfilled' && engine.value.connected);
    this.metrics.projections(projections.status === 'fulfilled' ? projections.value : undefined);
    return this.metrics.registry.metrics();
  }
}

/** Whoever asks while an answer is awaited gets the same one: no number of scrapes asks twice at a time. */
function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let awaited: Promise<T> | undefined;
  return () => {
    awaited ??= ask().finally(() => {
      awaited = undefined;
    });
    return awaited;
  };
}
