import { ModulesContainer } from '@nestjs/core';
import type { Express } from 'express';
import { PROJECTIONS } from '../../projections/projections.module.js';
import { ProjectionRunner } from '../../projections/runner/runner.js';
import { CommandProcessor } from '../../src/ledger/commands/command-processor.js';
import { EventStore } from '../../src/ledger/event-store.js';
import { EventStoreDecorator } from '../../src/observability/event-store-decorator.js';
import { METRICS_SERVER } from '../../src/observability/observability.module.js';
import { Collector } from './collector.js';
import { WatchedService } from './watched-service.js';

/** What stands between a request and its route. */
function layersOf({ service }: WatchedService): number {
  const app = service.app.getHttpAdapter().getInstance() as Express;
  return (app.router as unknown as { stack: { route?: unknown }[] }).stack.filter(({ route }) => !route).length;
}

/** Whether there is a listener for figures. */
function listens({ service }: WatchedService): boolean {
  return [...service.app.get(ModulesContainer).values()].some(({ providers }) => providers.has(METRICS_SERVER));
}

describe('a service that nobody watches', () => {
  let service: WatchedService;
  beforeAll(async () => {
    service = await WatchedService.start();
  });
  afterAll(() => service.close());

  it('has its parts as they are, with nothing around them', () => {
    const { app } = service.service;
    expect(app.get(EventStore)).not.toBeInstanceOf(EventStoreDecorator);
    expect(Object.getPrototypeOf(app.get(CommandProcessor))).toBe(CommandProcessor.prototype);
    for (const [n, projection] of app.get(ProjectionRunner).projections.entries())
      expect(projection).toBe(app.get(PROJECTIONS)[n]);
  });

  it('has no listener for figures and puts nothing in the way of requests', async () => {
    const collector = await Collector.start();
    const watched = await WatchedService.start({ METRICS_PORT: '0', ...collector.env });
    expect(watched.service.app.get(EventStore)).toBeInstanceOf(EventStoreDecorator);
    expect([listens(watched), listens(service)]).toEqual([true, false]);
    expect(layersOf(watched)).toBe(layersOf(service) + 2);
    await watched.close();
    await collector.close();
  });

  it('keeps no trace', async () => {
    await service.open();
    const { rows } = await service.database.ownerPool.query('SELECT FROM projection.trace_context');
    expect(rows).toEqual([]);
  });
});
