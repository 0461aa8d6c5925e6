import type { Command } from 'commander';
import type pg from 'pg';
import { type Difference, replay } from '../../projections/runner/replay.js';
import { ProjectionRunner } from '../../projections/runner/runner.js';
import { checkLog } from '../../projections/seal/check-log.js';
import { BrokenTreeError, checkTree } from '../../projections/seal/check-tree.js';
import { SealedLog } from '../../projections/seal/sealed-log.js';
import { APP_POOL } from '../database/database.module.js';
import { EventStore } from '../ledger/event-store.js';
import { CliError, type Core, withCore } from './core.js';
import { Progress } from './progress.js';
import { checkStates } from './state.command.js';
import { readModelFaults, UNLIKE_SEALED } from './verify-faults.js';

export function verifyCommand(program: Command): void {
  program
    .command('verify')
    .description('Check the sealed log against the event store, and with --replay every read model against the ledger')
    .option('--replay', 'fold the whole ledger anew and compare every row')
    .action((flags: { replay?: boolean }) => withCore((core) => verify(core, flags.replay ?? false)));
}

async function verify(core: Core, replaying: boolean): Promise<void> {
  const faults = [...(await verifyLog(core)), ...(await verifyTree(core))];
  const isAsSealed = faults.length === 0;
  if (replaying) {
    for (const [name, differences] of await verifyReadModels(core))
      faults.push(...readModelFaults(name, differences, isAsSealed));
    faults.push(...(await checkStates(core)));
  }
  if (!isAsSealed) faults.push(UNLIKE_SEALED);
  if (faults.length > 0) throw new CliError(faults.join('\n'));
}

async function verifyLog({ app, signal }: Core): Promise<string[]> {
  const progress = new Progress('Checking the log');
  const { entries, broken } = await checkLog(app.get(EventStore), app.get(SealedLog), {
    signal,
    onProgress: (done, total) => progress.show(done, total),
  }).finally(() => progress.end());
  if (broken) return [`Entry ${broken.index} of the log is wrong: ${broken.why}`];
  console.log(`The log's ${entries} entries are those of the event store, byte for byte.`);
  return [];
}

async function verifyTree({ app, signal }: Core): Promise<string[]> {
  try {
    const checkpoints = await checkTree(app.get<pg.Pool>(APP_POOL), { signal });
    console.log(`The log's tree is that of its entries, and so are its ${checkpoints} signed checkpoints.`);
    return [];
  } catch (error) {
    if (error instanceof BrokenTreeError) return [`The log's tree is wrong: ${error.message}`];
    throw error;
  }
}

/** What differs from a replay, by the name of the projection. */
async function verifyReadModels({ app, signal, follow }: Core): Promise<Map<string, Difference[]>> {
  follow();
  const found = new Map<string, Difference[]>();
  for (const projection of app.get(ProjectionRunner).projections.filter(({ tables }) => tables)) {
    const progress = new Progress(`Replaying ${projection.name}`);
    const { events, differences } = await replay(app.get(EventStore), app.get<pg.Pool>(APP_POOL), projection, {
      signal,
      onProgress: ({ done, total }) => progress.show(done, total),
    }).finally(() => progress.end());
    found.set(projection.name, differences);
    if (differences.length === 0) console.log(`${projection.name} equals a replay of ${events} entries, row by row.`);
  }
  return found;
}
