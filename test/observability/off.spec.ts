import type { Express } from 'express';
import { projections } from '../../projections/projections.module.js';
import { ProjectionRunner } from '../../projections/runner/runner.js';
import { CommandProcessor } from '../../src/ledger/commands/command-processor.js';
import { EventStore } from '../../src/ledger/event-store.js';
import { PostgresEventStore } from '../../src/ledger/postgres/postgres-event-store.js';
import { EventStoreDecorator } from '../../src/observability/event-store-decorator.js';
import { METRICS_SERVER } from '../../src/observability/observability.module.js';
import { Collector } from './collector.js';
import { WatchedService } from './watched-service.js';

/** What stands between a request and its route. */
function layersOf({ service }: WatchedService): number {
  const app = service.app.getHttpAdapter().getInstance() as Express;
  return (app.router as unknown as { stack: { route?: unknown }[] }).stack.filter(({ route }) => !route).length;
}

describe('a service that nobody watches', () => {
  let service: WatchedService;
  beforeAll(async () => {
    service = await WatchedService.start();
  });
  afterAll(() => service.close());

  it('has its parts as they are, with nothing around them', () => {
    const { app } = service.service;
    expect(Object.getPrototypeOf(app.get(EventStore))).toBe(PostgresEventStore.prototype);
    expect(Object.getPrototypeOf(app.get(CommandProcessor))).toBe(CommandProcessor.prototype);
    for (const [n, projection] of app.get(ProjectionRunner).projections.entries())
      expect(projection).toBe(projections[n]);
  });

  it('has no listener for figures', () => {
    expect(() => service.service.app.get(METRICS_SERVER)).toThrow(/does not exist/);
  });

  it('puts nothing in the way of requests, and keeps no trace', async () => {
    const collector = await Collector.start();
    const watched = await WatchedService.start({ METRICS_PORT: '0', ...collector.env });
    expect(watched.service.app.get(EventStore)).toBeInstanceOf(EventStoreDecorator);
    expect(layersOf(watched)).toBe(layersOf(service) + 2);
    await watched.close();
    await collector.close();

    await service.open();
    const { rows } = await service.database.ownerPool.query('SELECT FROM projection.trace_context');
    expect(rows).toEqual([]);
  });
});
