import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { APPEND_OUTCOMES, type AppendOutcome } from '../append-outcome.js';

/** In seconds. An append that goes well takes milliseconds; the longest that any engine keeps trying is 20 s. */
const APPEND_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Of a build that answers. */
const STATUSES = ['running', 'stopped'] as const;

/** How one projection is, without a look at the event store. */
export interface PlaceFigures {
  name: string;
  status: string;
  /** The process that takes events into it, if one does. */
  runBy?: string;
}

/** How far one projection is behind. */
export interface LagFigures {
  name: string;
  lag: { events: number; seconds: number };
}

/** How the signing of the log goes. */
export interface SigningFigures {
  /** Entries under the newest published checkpoint; `null` before the first. */
  size: number | null;
  problem?: string;
  /** Those who are asked to cosign, with the largest size that each has cosigned. */
  witnesses: readonly { name: string; size: number | null; problem?: string }[];
}

/**
 * Everything that is counted in this process, in a registry of its own. docs/metrics.md says what each figure means;
 * names of one kind stay together, base units are seconds, and no label holds what a caller has written.
 */
export class Metrics {
  readonly registry = new Registry();

  private readonly appends = this.histogram(
    'progress_ledger_append_duration_seconds',
    'Time an append to the ledger took, waiting included, by how it ended.',
    ['outcome'],
    APPEND_BUCKETS,
  );
  private readonly conflicts = this.counter(
    'progress_ledger_append_conflicts_total',
    'Appends that another writer was faster than; each is decided again or answered with 409.',
  );
  private readonly retries = this.counter(
    'progress_ledger_event_store_retries_total',
    'Appends and reads that the event store adapter tried again by itself.',
  );
  private readonly reconnects = this.counter(
    'progress_ledger_event_store_reconnects_total',
    'Subscriptions and listening connections to the event store that were lost and made again.',
  );
  private readonly engineUp = this.gauge(
    'progress_ledger_event_store_up',
    'Whether the event store answered during this scrape and takes appends.',
  );
  private readonly projectionsUp = this.gauge(
    'progress_ledger_projections_up',
    'Whether the places of the projections could be read during this scrape; if not, their figures are absent.',
  );
  private readonly status = this.gauge(
    'progress_ledger_projection_status',
    '1 for the status that the projection has, 0 for the others.',
    ['projection', 'status'],
  );
  private readonly runners = this.gauge(
    'progress_ledger_projection_runners',
    'Processes that take events into the projection: 1, or 0 while none does.',
    ['projection'],
  );
  private readonly lagEvents = this.gauge(
    'progress_ledger_projection_lag_events',
    'Events recorded that the projection has not taken in; counted up to some 10,000.',
    ['projection'],
  );
  private readonly lagSeconds = this.gauge(
    'progress_ledger_projection_lag_seconds',
    'Time since the oldest event was recorded that the projection has not taken in; 0 when there is none.',
    ['projection'],
  );
  private readonly signedEntries = this.gauge(
    'progress_ledger_log_signed_entries',
    'Entries under the newest published checkpoint of the log; absent before the first.',
  );
  private readonly signingStopped = this.gauge(
    'progress_ledger_log_signing_stopped',
    '1 if something keeps the log from being signed until somebody has looked, otherwise 0.',
  );
  private readonly witnessUp = this.gauge(
    'progress_ledger_log_witness_up',
    '1 if the witness cosigned what it was sent last, otherwise 0; absent where none are asked.',
    ['witness'],
  );
  private readonly witnessEntries = this.gauge(
    'progress_ledger_log_witness_entries',
    'Entries under the largest checkpoint that the witness has cosigned; absent before the first.',
    ['witness'],
  );
  private readonly requests = this.histogram(
    'progress_ledger_http_request_duration_seconds',
    'Time from a request to the end of its answer, by method, route pattern and class of status.',
    ['method', 'route', 'status'],
    REQUEST_BUCKETS,
  );
  private readonly inFlight = this.gauge(
    'progress_ledger_http_requests_in_flight',
    'Requests that have not been answered yet.',
  );

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const outcome of APPEND_OUTCOMES) this.appends.zero({ outcome }); // a rate needs a first sample
  }

  appended(outcome: AppendOutcome, seconds: number): void {
    this.appends.observe({ outcome }, seconds);
    if (outcome === 'conflict') this.conflicts.inc();
  }

  retried(): void {
    this.retries.inc();
  }

  reconnected(): void {
    this.reconnects.inc();
  }

  requestBegan(): void {
    this.inFlight.inc();
  }

  /** @param status `2xx` to `5xx`, or `aborted` where the caller went away */
  requestEnded(labels: { method: string; route: string; status: string }, seconds: number): void {
    this.inFlight.dec();
    this.requests.observe(labels, seconds);
  }

  engine(connected: boolean): void {
    this.engineUp.set(connected ? 1 : 0);
  }

  /** @param all where the projections are; `undefined` when nobody could say, which is better than an old figure */
  places(all: readonly PlaceFigures[] | undefined): void {
    this.projectionsUp.set(all ? 1 : 0);
    this.status.reset();
    this.runners.reset();
    for (const { name: projection, status, runBy } of all ?? []) {
      for (const one of STATUSES) this.status.set({ projection, status: one }, one === status ? 1 : 0);
      this.runners.set({ projection }, runBy === undefined ? 0 : 1);
    }
  }

  /** @param all how far the projections are behind; `undefined` when nobody could say */
  lags(all: readonly LagFigures[] | undefined): void {
    this.lagEvents.reset();
    this.lagSeconds.reset();
    for (const { name: projection, lag } of all ?? []) {
      this.lagEvents.set({ projection }, lag.events);
      this.lagSeconds.set({ projection }, lag.seconds);
    }
  }

  /** @param state `undefined` when nobody could say */
  signing(state: SigningFigures | undefined): void {
    for (const gauge of [this.signedEntries, this.signingStopped]) gauge.remove();
    for (const gauge of [this.witnessUp, this.witnessEntries]) gauge.reset();
    if (!state) return;
    this.signingStopped.set(state.problem === undefined ? 0 : 1);
    if (state.size !== null) this.signedEntries.set(state.size);
    for (const { name: witness, size, problem } of state.witnesses) {
      this.witnessUp.set({ witness }, problem === undefined ? 1 : 0);
      if (size !== null) this.witnessEntries.set({ witness }, size);
    }
  }

  private counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.registry] });
  }

  private gauge<L extends string>(name: string, help: string, labelNames: L[] = []): Gauge<L> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  private histogram<L extends string>(name: string, help: string, labelNames: L[], buckets: number[]): Histogram<L> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}
