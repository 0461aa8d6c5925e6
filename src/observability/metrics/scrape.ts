import type { EngineStatus } from '../../ledger/event-store.js';
import { within } from '../../ledger/within.js';
import type { LagFigures, Metrics, PlaceFigures, SigningFigures } from './metrics.js';

/** How long a scrape waits for the engine and the database, in milliseconds. Prometheus itself gives up after 10 s. */
const PATIENCE_MS = 4_000;

/** What is not counted but looked at. */
export interface Looks {
  engine(): Promise<EngineStatus>;
  /** Where each projection is, which the database alone knows. */
  places(): Promise<readonly PlaceFigures[]>;
  /** How far each projection is behind, for which the event store is asked as well. */
  lags(): Promise<readonly LagFigures[]>;
  /** How the signing of the log goes, as the database knows it. */
  signing(): Promise<SigningFigures>;
}

/**
 * Gives all figures in the exposition format, after a look at what is not counted. Never fails for want of a database
 * and always ends, since figures are needed most when something is away.
 */
export class Scrape {
  private readonly looks: Looks;

  constructor(
    private readonly metrics: Metrics,
    { engine, places, lags, signing }: Looks,
    private readonly patienceMs = PATIENCE_MS,
  ) {
    this.looks = { engine: shared(engine), places: shared(places), lags: shared(lags), signing: shared(signing) };
  }

  get contentType(): string {
    return this.metrics.registry.contentType;
  }

  async text(): Promise<string> {
    const { engine, places, lags, signing } = this.looks;
    const [status, where, behind, signed] = await Promise.all([
      this.seen(engine),
      this.seen(places),
      this.seen(lags),
      this.seen(signing),
    ]);
    this.metrics.engine(status?.connected === true && status.problem === undefined);
    this.metrics.places(where);
    this.metrics.lags(behind);
    this.metrics.signing(signed);
    return this.metrics.registry.metrics();
  }

  private seen<T>(look: () => Promise<T>): Promise<T | undefined> {
    return within(this.patienceMs, look()).catch(() => undefined);
  }
}

/** Whoever looks while another look is under way shares it: no number of scrapes asks twice at a time. */
function shared<T>(look: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= look().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
