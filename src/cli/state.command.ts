import type { Command } from 'commander';
import { StateCommitments } from '../administration/state-commitments.js';
import { Clock } from '../ledger/clock.js';
import { dayIn, isDay } from '../ledger/dates.js';
import { LedgerIdentityReader } from '../ledger/ledger-identity.js';
import { CliError, type Core, withCore } from './core.js';
import { Progress } from './progress.js';

export function stateCommands(program: Command): void {
  const state = program.command('state').description('What the ledger has made of its entries, fixed among them');

  state
    .command('commit')
    .description('Record the hash of a view. That of a report is recorded by itself when it is published')
    .option('--date <day>', 'as reported on this day; today unless told')
    .action((flags: { date?: string }) => withCore((core) => commit(core, flags.date)));

  state
    .command('check')
    .description('Work out every recorded hash anew, from the read model and from the sealed entries alone')
    .action(() =>
      withCore(async (core) => {
        core.follow();
        const faults = await checkStates(core);
        if (faults.length > 0) throw new CliError(faults.join('\n'));
      }),
    );
}

async function commit({ app, follow }: Core, date: string | undefined): Promise<void> {
  const ledger = await app.get(LedgerIdentityReader).current();
  const today = dayIn(ledger?.timeZone ?? 'UTC', app.get(Clock).now());
  const asReportedOn = date ?? today;
  if (!isDay(asReportedOn) || asReportedOn > today)
    throw new CliError(`--date must be a real date up to today (${today}), for example 2022-08-04`);
  follow();
  const { size, stateSha256 } = await app.get(StateCommitments).commit(asReportedOn);
  console.log(`As reported on ${asReportedOn}, by ${size} entries: ${stateSha256}`);
}

/** What is wrong with the recorded states, in words; nothing where all of them can be worked out again. */
export async function checkStates({ app }: Pick<Core, 'app'>): Promise<string[]> {
  const progress = new Progress('Checking states');
  const { checked, wrong } = await app
    .get(StateCommitments)
    .check((done, total) => progress.show(done, total))
    .finally(() => progress.end());
  if (wrong.length === 0) console.log(`${checked} recorded states are what the entries give, and what is answered.`);
  return wrong.map(
    ({ index, asReportedOn, size, stateSha256, readModel, replayed }) =>
      `The state in entry ${index} (as reported on ${asReportedOn}, by ${size} entries) is ${stateSha256}; the read model ` +
      `has ${readModel}, a replay of the entries gives ${replayed}`,
  );
}
