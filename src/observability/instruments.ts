import type { OnApplicationShutdown } from '@nestjs/common';
import type { RequestHandler } from 'express';
import type { Projection } from '../../projections/runner/projection.js';
import type { CommandProcessor } from '../ledger/commands/command-processor.js';
import { type EngineObserver, type EventStore, UNOBSERVED } from '../ledger/event-store.js';

/** One way of watching. Each method answers with a part that works as the one given, and is watched. */
export interface Instrument {
  readonly observer?: EngineObserver;
  /** Sees every request, before anything else does. */
  readonly request?: RequestHandler;
  store?(engine: EventStore): EventStore;
  processor?(processor: ProcessesCommands): ProcessesCommands;
  projection?(projection: Projection): Projection;
  /** Sends what is still held back. */
  close?(): Promise<void>;
}

export type ProcessesCommands = Pick<CommandProcessor, 'process'>;

/**
 * What the modules put around their parts. Without instruments each part comes back as it was given, so that what is
 * off costs nothing.
 */
export class Instruments implements OnApplicationShutdown {
  constructor(private readonly all: readonly Instrument[]) {}

  get observer(): EngineObserver {
    return this.all.find(({ observer }) => observer)?.observer ?? UNOBSERVED;
  }

  get requests(): RequestHandler[] {
    return this.all.flatMap(({ request }) => request ?? []);
  }

  store(engine: EventStore): EventStore {
    return this.all.reduce((inner, instrument) => instrument.store?.(inner) ?? inner, engine);
  }

  processor(processor: ProcessesCommands): ProcessesCommands {
    return this.all.reduce((inner, instrument) => instrument.processor?.(inner) ?? inner, processor);
  }

  projections(projections: readonly Projection[]): readonly Projection[] {
    return projections.map((projection) =>
      this.all.reduce((inner, instrument) => instrument.projection?.(inner) ?? inner, projection),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.all.map((instrument) => instrument.close?.()));
  }
}
