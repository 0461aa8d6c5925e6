import type { Command } from 'commander';
import { readConfig } from '../config.js';
import { APP_POOL } from '../database/database.module.js';
import { DraftStore } from '../drafts/draft-store.js';
import { sweepDrafts } from '../drafts/draft-sweep.js';
import { Clock } from '../ledger/clock.js';
import { isUuid } from '../ledger/ids.js';
import { StoreLookups } from '../ledger/lookups/store-lookups.js';
import { CliError, withCore } from './core.js';
import { table } from './table.js';

export function draftCommands(program: Command): void {
  const drafts = program.command('drafts').description('Reports that are being written');

  drafts
    .command('sweep')
    .description('Remove drafts that nobody has touched for long, with all their versions and comments')
    .option('--months <n>', 'for how many; DRAFTS_KEPT_MONTHS unless told')
    .option('--dry-run', 'only say which')
    .action((flags: { months?: string; dryRun?: true }) => {
      const months = flags.months === undefined ? readConfig(process.env).draftsKeptMonths : monthsIn(flags.months);
      return withCore(async ({ app }) => {
        const clock = app.get(Clock);
        const parts = { store: new DraftStore(app.get(APP_POOL), clock), lookups: app.get(StoreLookups), clock };
        const swept = await sweepDrafts(parts, { months, ...(flags.dryRun ? { dryRun: true } : {}) });
        if (swept.length > 0)
          console.log(
            table(
              ['report', 'title', 'last touched', 'saves', 'comments'],
              swept.map(({ reportId, title = '', touchedAt, saves, comments }) => [
                ...[reportId, title, touchedAt.slice(0, 10)],
                ...[String(saves), String(comments)],
              ]),
            ),
          );
        const done = flags.dryRun ? 'would be removed' : 'removed';
        const drafts = swept.length === 1 ? '1 draft' : `${swept.length} drafts`;
        console.error(`${drafts} untouched for ${months} months ${done}.`);
      });
    });

  drafts
    .command('remove')
    .description('Remove the draft of one report, with all its versions and comments. What was published stays')
    .argument('<report>', 'id of the report')
    .action((report: string) =>
      withCore(async ({ app }) => {
        const clock = app.get(Clock);
        const isRemoved = isUuid(report) && (await new DraftStore(app.get(APP_POOL), clock).remove(report));
        if (!isRemoved) throw new CliError(`No draft of a report ${report} is kept.`);
        console.error('The draft is removed.');
      }),
    );
}

function monthsIn(given: string): number {
  const months = /^[1-9]\d{0,2}$/.test(given) ? Number(given) : 0;
  if (months < 1 || months > 120) throw new CliError('--months is a whole number from 1 to 120');
  return months;
}
