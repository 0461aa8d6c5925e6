import type { Command } from 'commander';
import type pg from 'pg';
import { allCursors, resumeCursor } from '../../projections/runner/cursors.js';
import { rebuild } from '../../projections/runner/rebuild.js';
import { ProjectionRunner } from '../../projections/runner/runner.js';
import { SealedLog } from '../../projections/seal/sealed-log.js';
import { APP_POOL } from '../database/database.module.js';
import { EventStore } from '../ledger/event-store.js';
import { CliError, type Core, withCore } from './core.js';
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
    .argument('<name>')
    .action((name: string) => withCore((core) => rebuildOne(core, name)));

  projections
    .command('resume')
    .description('Let a stopped read model try again at once')
    .argument('<name>')
    .action((name: string) =>
      withCore(async ({ app }) => {
        known(app.get(ProjectionRunner), name);
        const resumed = await resumeCursor(app.get<pg.Pool>(APP_POOL), name);
        console.log(resumed ? `${name} goes on.` : `${name} had not stopped.`);
      }),
    );
}

async function list({ app }: Core): Promise<void> {
  const published = await app.get(SealedLog).size();
  const cursors = await allCursors(app.get<pg.Pool>(APP_POOL));
  const rows = cursors.map(({ name, version, build, live, sequence, status, error }) => [
    name,
    `${version}${build > 1 ? `.${build}` : ''}`,
    live ? status : `${status} (not live)`,
    String(sequence + 1),
    String(Math.max(0, published - sequence - 1)),
    error ?? '',
  ]);
  console.log(table(['read model', 'version', 'status', 'entries', 'behind', 'trouble'], rows));
}

async function rebuildOne({ app, signal }: Core, name: string): Promise<void> {
  const projection = known(app.get(ProjectionRunner), name);
  const progress = new Progress(`Rebuilding ${name}`);
  try {
    const events = await rebuild(app.get(EventStore), app.get<pg.Pool>(APP_POOL), projection, {
      signal,
      onProgress: ({ done, total }) => progress.show(done, total),
    });
    progress.end();
    console.log(`${name} was built anew from ${events} entries and answers from now on.`);
  } finally {
    progress.end();
  }
}

function known(runner: ProjectionRunner, name: string) {
  const projection = runner.projections.find((one) => one.name === name);
  const names = runner.projections.map((one) => one.name).join(', ');
  if (!projection) throw new CliError(`There is no read model ${name}. There are: ${names}`);
  return projection;
}
