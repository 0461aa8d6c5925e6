import { ConsoleLogger, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ProjectionRunner } from '../../projections/runner/runner.js';
import { AccessService } from '../access/access.service.js';
import type { Actor } from '../access/roles.js';
import { CoreModule } from '../app.module.js';
import { readConfig } from '../config.js';
import { closedOnFailure } from '../database/open-database.js';

/** What the person at the command line did wrong, or what stands in the way; printed without a stack. */
export class CliError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CliError';
  }
}

/** The ledger without a network, beside a running service or by itself. */
export interface Core {
  app: INestApplicationContext;
  /** Aborted on the first Ctrl-C: long work stops at the next safe place. */
  signal: AbortSignal;
  /** Keeps the read models up to date while this command works, unless the service does. */
  follow(): void;
}

/** Opens the configured ledger for one command and closes it afterwards, whatever happens. */
export async function withCore<T>(work: (core: Core) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const app = await closedOnFailure((options) =>
    NestFactory.createApplicationContext(CoreModule.forRoot(config, { ...options, join: true }), {
      logger: false, // what goes wrong here is thrown and explained once
      abortOnError: false,
    }),
  );
  app.useLogger(new ConsoleLogger({ logLevels: ['error', 'warn', 'fatal'] }));
  try {
    return await interruptible((signal) =>
      work({ app, signal, follow: () => app.get(ProjectionRunner).start({ standIn: true }) }),
    );
  } finally {
    await app.close();
  }
}

/** Does work that the first Ctrl-C asks to stop at the next safe place; the second one ends the process. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupted = new AbortController();
  const interrupt = () => {
    if (interrupted.signal.aborted) process.exit(130);
    console.error('\nStopping at the next safe place. Press Ctrl-C again to stop at once.');
    interrupted.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    return await work(interrupted.signal);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** The person behind `--token` or `LEDGER_TOKEN`. */
export async function actorOf(app: INestApplicationContext, given: string | undefined): Promise<Actor> {
  const token = given ?? process.env.LEDGER_TOKEN;
  if (!token)
    throw new CliError(
      'Say who you are: --token plt_… or the variable LEDGER_TOKEN. A token is made with: ledger token create',
    );
  const actor = await app.get(AccessService).authenticate(token);
  if (!actor) throw new CliError('This token is not valid. It may be mistyped, revoked or expired');
  return actor;
}
