import { type DynamicModule, Module } from '@nestjs/common';
import type pg from 'pg';
import { PROJECTIONS } from '../../projections/projections.module.js';
import type { Projection } from '../../projections/runner/projection.js';
import { Projections } from '../../projections/runner/projections.js';
import { LogCheckpoints } from '../../projections/seal/log-checkpoints.js';
import { LogCosignatures } from '../../projections/seal/log-cosignatures.js';
import { APP_POOL } from '../database/database.module.js';
import { EventStore } from '../ledger/event-store.js';
import { type Instrument, Instruments } from './instruments.js';
import type { Metrics } from './metrics/metrics.js';
import type { ObservabilityOptions } from './observability-options.js';

/** Injection token of the listener that serves the figures, where they are wanted. */
export const METRICS_SERVER = Symbol('METRICS_SERVER');

const METRICS = Symbol('METRICS');

/**
 * Metrics and traces of a process of the service. What is off is not even loaded. For the root module of a process: a
 * command of the command line works beside the service, and would only take its port.
 *
 * Needs `APP_POOL` and `EventStore` from global modules.
 */
@Module({})
export class ObservabilityModule {
  static forRoot({ metrics, tracing }: ObservabilityOptions): DynamicModule {
    const figures = {
      provide: METRICS,
      useFactory: async () => (metrics ? new (await import('./metrics/metrics.js')).Metrics() : undefined),
    };
    const instruments = {
      provide: Instruments,
      useFactory: async (counted: Metrics | undefined, pool: pg.Pool) => {
        const all: Instrument[] = [];
        if (counted) {
          const { metricsInstrument } = await import('./metrics/metrics-instrument.js');
          all.push(metricsInstrument(counted));
        }
        if (tracing) {
          const { tracingInstrument } = await import('./tracing/tracing-instrument.js');
          all.push(tracingInstrument(tracing, pool));
        }
        return new Instruments(all);
      },
      inject: [METRICS, APP_POOL],
    };
    const server = {
      provide: METRICS_SERVER,
      useFactory: async (counted: Metrics, store: EventStore, pool: pg.Pool, projections: readonly Projection[]) => {
        const { MetricsServer } = await import('./metrics/metrics-server.js');
        const { Scrape } = await import('./metrics/scrape.js');
        const all = new Projections(store, pool, projections);
        const scrape = new Scrape(counted, {
          engine: () => store.status(),
          places: async () => (await all.places()).filter(({ live }) => live),
          lags: async () => (await all.list()).filter(({ live }) => live),
          signing: async () => ({
            ...(await new LogCheckpoints(pool).state()),
            witnesses: await new LogCosignatures(pool).states(),
          }),
        });
        return new MetricsServer(metrics!, scrape);
      },
      inject: [METRICS, EventStore, APP_POOL, PROJECTIONS],
    };
    return {
      module: ObservabilityModule,
      global: true,
      providers: [figures, instruments, ...(metrics ? [server] : [])],
      exports: [Instruments],
    };
  }
}
