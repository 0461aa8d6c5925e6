import type { Command } from 'commander';
import { Catalogue } from '../ledger/catalogue/catalogue.js';
import { Clock } from '../ledger/clock.js';
import { CommandProcessor } from '../ledger/commands/command-processor.js';
import { LedgerIdentityReader } from '../ledger/ledger-identity.js';
import { Finder } from '../ledger/lookups/finder.js';
import { StoreLookups } from '../ledger/lookups/store-lookups.js';
import { backfillsOf } from '../transfer/backfills.js';
import { closeBackfill } from '../transfer/close-backfill.js';
import { actorOf, withCore } from './core.js';
import { table } from './table.js';

export function backfillCommands(program: Command): void {
  const backfill = program.command('backfill').description('Loads of papers older than the ledger');

  backfill
    .command('list')
    .description('Show all backfills and whether they are finished')
    .action(() =>
      withCore(async ({ app, follow }) => {
        follow();
        const found = await backfillsOf(app.get(LedgerIdentityReader), app.get(StoreLookups));
        const rows = found.map(({ batch, title, openedAt, closedAt, entries }) => [
          batch,
          title,
          openedAt.slice(0, 10),
          closedAt ? `closed ${closedAt.slice(0, 10)}` : 'unfinished',
          String(entries),
        ]);
        console.log(table(['batch', 'title', 'opened', 'state', 'entries'], rows));
      }),
    );

  backfill
    .command('close')
    .description('Close a backfill that someone else opened')
    .argument('<batch>', 'as shown by backfill list')
    .option('--refused <n>', 'lines of the load that were left out', '0')
    .option('--token <token>', 'who closes it (or LEDGER_TOKEN)')
    .action((batch: string, flags: { refused: string; token?: string }) =>
      withCore(async ({ app, follow }) => {
        const actor = await actorOf(app, flags.token);
        follow();
        const parts = { catalogue: app.get(Catalogue), processor: app.get(CommandProcessor), finder: app.get(Finder) };
        await closeBackfill(parts, batch, Number(flags.refused), actor, app.get(Clock).now());
        console.log(`Backfill ${batch} is closed.`);
      }),
    );
}
