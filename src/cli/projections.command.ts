import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import type pg from 'pg';
import { Projections } from '../../projections/runner/projections.js';
import { ProjectionRunner } from '../../projections/runner/runner.js';
import { APP_POOL } from '../database/database.module.js';
import { EventStore } from '../ledger/event-store.js';
import { type Core, withCore } from './core.js';
import { Progress } from './progress.js';
import { table } from './table.js';

export function projectionCommands(program: Command): void {
  const projections = program.command('projections').description('The read models that answers come from');

  projections
    .command('list')
    .description('Show each read model, how far it has come and what keeps it')
    .action(() => withCore(list));

  projections
    .command('rebuild')
    .description('Build a read model anew beside the live one, then switch')
    .argument('<name>', 'as shown by projections list')
    .action((name: string) => withCore((core) => rebuild(core, name)));

  projections
    .command('resume')
    .description('Let a stopped read model try again at once')
    .argument('<name>', 'as shown by projections list')
    .action((name: string) =>
      withCore(async ({ app }) => {
        const resumed = await operator(app).resume(name);
        console.log(resumed ? `${name} goes on.` : `${name} had not stopped.`);
      }),
    );
}

async function list({ app }: Core): Promise<void> {
  const rows = (await operator(app).list()).map(({ name, version, live, status, size, lag, runBy, error }) => [
    name,
    String(version),
    live ? status : `${status}, not live`,
    String(size),
    lag.events === 0 ? '' : `${lag.atLeast ? 'at least ' : ''}${lag.events}, ${Math.round(lag.seconds)} s`,
    runBy ?? (live ? 'nobody' : ''),
    error ?? '',
  ]);
  console.log(table(['read model', 'version', 'status', 'entries', 'behind', 'run by', 'trouble'], rows));
}

async function rebuild({ app, signal }: Core, name: string): Promise<void> {
  const progress = new Progress(`Rebuilding ${name}`);
  try {
    const events = await operator(app).rebuild(name, {
      signal,
      onProgress: ({ done, total }) => progress.show(done, total),
      log: console.warn,
    });
    progress.end();
    console.log(`${name} was built anew from ${events} entries and answers from now on.`);
  } finally {
    progress.end();
  }
}

function operator(app: INestApplicationContext): Projections {
  return new Projections(app.get(EventStore), app.get<pg.Pool>(APP_POOL), app.get(ProjectionRunner).projections);
}
