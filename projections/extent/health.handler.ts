import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type pg from 'pg';
import { APP_POOL } from '../../src/database/database.module.js';
import { Clock } from '../../src/ledger/clock.js';
import { LedgerKey } from '../../src/ledger/erasable/ledger-key.js';
import { ServiceKeyError } from '../../src/ledger/erasable/service-key.js';
import { type EngineStatus, EventStore } from '../../src/ledger/event-store.js';
import { SIGNING_PROBLEMS } from '../../src/log/signing-problem.js';
import { WITNESS_PROBLEMS } from '../../src/log/witness-problem.js';
import { canAnswer, type Projection } from '../runner/projection.js';
import { type ProjectionPlace, type ProjectionStatus, Projections } from '../runner/projections.js';
import { ProjectionRunner } from '../runner/runner.js';
import { isPassing } from '../runner/trouble.js';
import { LogCheckpoints, type SigningState } from '../seal/log-checkpoints.js';
import { LogCosignatures, type WitnessState } from '../seal/log-cosignatures.js';
import {
  type Connection,
  GetHealth,
  type Health,
  type LogHealth,
  type ProjectionHealth,
  type WitnessHealth,
} from './health.query.js';

/** Pages of a thousand events that are counted: beyond, only the seconds tell how bad it is. */
const MOST_PAGES = 1;

/** Seconds that a read model may be behind before the service counts as not ready. */
const MOST_SECONDS_BEHIND = 30;

@QueryHandler(GetHealth)
export class HealthHandler implements IQueryHandler<GetHealth> {
  private readonly operator: Projections;

  constructor(
    @Inject(APP_POOL) pool: pg.Pool,
    private readonly runner: ProjectionRunner,
    private readonly store: EventStore,
    private readonly key: LedgerKey,
    private readonly checkpoints: LogCheckpoints,
    private readonly cosignatures: LogCosignatures,
    clock: Clock,
  ) {
    this.operator = new Projections(store, pool, runner.projections, { now: () => clock.now(), mostPages: MOST_PAGES });
  }

  async execute(): Promise<Health> {
    const engine = await this.store.status();
    const { database, projections, log } = await this.readModels(engine);
    const problem = await this.keyProblem();
    const ready =
      engine.connected && !engine.problem && database.connected && !problem && projections.every(isUpToDate);
    return {
      ...{ ready, instance: this.runner.instance, ...(problem ? { problem } : {}) },
      engine: { name: engine.engine, ...connectionOf(engine) },
      ...{ database, projections, ...(log ? { log } : {}) },
    };
  }

  private async readModels(engine: EngineStatus): Promise<Pick<Health, 'database' | 'projections' | 'log'>> {
    try {
      const builds = await (engine.connected ? this.operator.list() : this.operator.places());
      const live = new Map(builds.filter((build) => build.live).map((build) => [build.name, build]));
      const projections = this.runner.projections.map((projection) => healthOf(projection, live.get(projection.name)));
      return { database: { connected: true }, projections, log: await this.log() };
    } catch (error) {
      if (!isPassing(error)) throw error;
      // Either may have gone while it was asked; the next look tells which.
      const { code } = error as { code?: string };
      const problem = `The read models cannot be looked at${code ? ` (${code})` : ''}`;
      return { database: { connected: false, problem }, projections: [] };
    }
  }

  private async log(): Promise<LogHealth> {
    const [state, witnesses] = await Promise.all([this.checkpoints.state(), this.cosignatures.states()]);
    return { ...logHealthOf(state), ...(witnesses.length > 0 ? { witnesses: witnesses.map(witnessHealthOf) } : {}) };
  }

  /** A new ledger gets its key as soon as the engine says that it is new, which may be later than the start. */
  private async keyProblem(): Promise<string | undefined> {
    try {
      await this.key.get();
      return undefined;
    } catch (error) {
      return error instanceof ServiceKeyError ? 'The service key is missing or is not that of this ledger' : undefined;
    }
  }
}

function connectionOf({ connected, problem }: EngineStatus): Connection {
  return { connected, ...(problem !== undefined ? { problem } : {}) };
}

function healthOf(projection: Projection, build: ProjectionPlace | ProjectionStatus | undefined): ProjectionHealth {
  const { name } = projection;
  if (!build) return { name, status: 'missing', size: 0 };
  const { size, runBy, eventId } = build;
  return {
    ...{ name, status: canAnswer(projection, build) ? build.status : 'rebuilding', size },
    ...('lag' in build ? { eventsBehind: build.lag.events, secondsBehind: Math.floor(build.lag.seconds) } : {}),
    ...(runBy !== undefined ? { runBy } : {}),
    ...(eventId !== undefined ? { stoppedAt: eventId } : {}),
  };
}

function logHealthOf({ size, problem }: SigningState): LogHealth {
  const status = problem ? 'stopped' : size === null ? 'unsigned' : 'signed';
  return { status, ...(size === null ? {} : { size }), ...(problem ? { problem: SIGNING_PROBLEMS[problem] } : {}) };
}

function witnessHealthOf({ name, size, problem, since }: WitnessState): WitnessHealth {
  return {
    ...{ name, ...(size === null ? {} : { size }) },
    ...{ ...(problem ? { problem: WITNESS_PROBLEMS[problem] } : {}), since: since.toISOString() },
  };
}

function isUpToDate({ status, secondsBehind = 0 }: ProjectionHealth): boolean {
  return status === 'running' && secondsBehind <= MOST_SECONDS_BEHIND;
}
