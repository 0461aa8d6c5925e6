import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { APP_POOL } from '../../src/database/database.module.js';
import { Clock } from '../../src/ledger/clock.js';
import { EventStore, START } from '../../src/ledger/event-store.js';
import { allCursors, placeOf } from '../runner/cursors.js';
import type { Cursor } from '../runner/projection.js';
import { ProjectionRunner } from '../runner/runner.js';
import { GetHealth, type Health, type ProjectionHealth } from './health.query.js';

/** Events behind are counted up to here: beyond, only the seconds tell how bad it is. */
const MOST_COUNTED = 1_000;

/** Seconds that a read model may be behind before the service counts as not ready. */
const MOST_SECONDS_BEHIND = 30;

@QueryHandler(GetHealth)
export class HealthHandler implements IQueryHandler<GetHealth> {
  constructor(
    @Inject(APP_POOL) private readonly pool: pg.Pool,
    private readonly runner: ProjectionRunner,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<Health> {
    const live = (await allCursors(this.pool)).filter((cursor) => cursor.live);
    const projections = await Promise.all(
      this.runner.projections.map(({ name }) =>
        this.healthOf(
          name,
          live.find((cursor) => cursor.name === name),
        ),
      ),
    );
    const ready = projections.every(
      ({ status, secondsBehind }) => status === 'running' && secondsBehind <= MOST_SECONDS_BEHIND,
    );
    return { ready, engine: 'postgresql', projections };
  }

  private async healthOf(name: string, cursor: Cursor | undefined): Promise<ProjectionHealth> {
    const ahead = await this.store.readAll({ after: cursor ? placeOf(cursor) : START, limit: MOST_COUNTED });
    const waiting = ahead[0] ? this.clock.now().getTime() - Date.parse(ahead[0].recordedAt) : 0;
    return {
      name,
      status: cursor?.status ?? 'missing',
      size: (cursor?.sequence ?? -1) + 1,
      eventsBehind: ahead.length,
      secondsBehind: Math.max(0, Math.floor(waiting / 1_000)),
      ...(cursor?.eventId !== undefined ? { stoppedAt: cursor.eventId } : {}),
    };
  }
}
