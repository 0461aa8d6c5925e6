import type { Command } from 'commander';
import { GROUNDS } from '../erasure/erasure.events.js';
import { Erasures } from '../erasure/erasures.js';
import { actorOf, type Core, withCore } from './core.js';
import { table } from './table.js';

const GROUND_HELP = `why: ${Object.keys(GROUNDS).join(', ')}`;
const REQUEST_HELP = 'number under which you keep the request; the public can see it, so no name';

interface Flags {
  ground: string;
  request?: string;
  token?: string;
}

interface PersonFlags extends Flags {
  dryRun?: boolean;
}

export function eraseCommands(program: Command): void {
  program
    .command('person')
    .description('People in entries')
    .command('erase')
    .description('Destroy what the ledger holds of a person: their name wherever it stands, and that they made entries')
    .argument('<person>', 'the name as it was written, or the subject of somebody with a token')
    .option('--ground <ground>', GROUND_HELP, 'request')
    .option('--request <number>', REQUEST_HELP)
    .option('--dry-run', 'only show what would be erased')
    .option('--token <token>', 'who does it: an administrator (or LEDGER_TOKEN)')
    .action((person: string, flags: PersonFlags) => withCore((core) => erasePerson(core, person, flags)));

  const text = program.command('text').description('Free texts in entries');

  text
    .command('erase')
    .description('Destroy one free text or name of an entry. It takes two people: both give this command')
    .argument('<entry>', 'event id of the entry')
    .argument('<pointer>', 'where the text stands in it, such as /data/reason')
    .requiredOption('--ground <ground>', GROUND_HELP)
    .option('--request <number>', REQUEST_HELP)
    .option('--token <token>', 'who asks or agrees: administrators and approvers (or LEDGER_TOKEN)')
    .action((entry: string, pointer: string, flags: Flags) =>
      withCore((core) => eraseText(core, entry, pointer, flags)),
    );

  text
    .command('list')
    .description('Show what somebody has asked to have erased, for somebody else to agree to')
    .action(() =>
      withCore(async ({ app }) => {
        const rows = (await app.get(Erasures).waiting()).map(({ entry, pointer, ground, askedBy, askedAt }) => [
          ...[entry, pointer, ground, askedBy],
          askedAt.toISOString().slice(0, 10),
        ]);
        console.log(table(['entry', 'pointer', 'ground', 'asked by', 'on'], rows));
      }),
    );
}

async function erasePerson({ app, follow }: Core, person: string, flags: PersonFlags): Promise<void> {
  const { ground, request, dryRun = false } = flags;
  const actor = await actorOf(app, flags.token);
  follow();
  const reason = { ground, ...(request !== undefined ? { requestRef: request } : {}) };
  const { places, texts, drafts } = await app.get(Erasures).erasePerson(person, reason, actor, { dryRun });
  if (dryRun) for (const { entry, pointer } of places) console.log(`${entry} ${pointer}`);
  console.log(`${places.length} values ${dryRun ? 'would be' : 'are'} erased.`);
  if (texts.length > 0)
    console.log('The name stands in free texts too. Erase those that are about this person, with ledger text erase:');
  for (const { entry, pointer } of texts) console.log(`${entry} ${pointer}`);
  if (drafts.length > 0)
    console.log(
      'The name stands in what was drafted of reports, or said of drafts. If it is this person, ledger drafts remove:',
    );
  for (const report of drafts) console.log(report);
}

async function eraseText({ app, follow }: Core, entry: string, pointer: string, flags: Flags): Promise<void> {
  const { ground, request } = flags;
  const actor = await actorOf(app, flags.token);
  follow();
  const reason = { ground, ...(request !== undefined ? { requestRef: request } : {}) };
  const outcome = await app.get(Erasures).eraseText(entry, pointer, reason, actor);
  console.log(
    outcome === 'erased'
      ? 'It is erased, and the ledger says so. A copy that somebody has kept still opens its commitment.'
      : 'Noted. It is erased once someone else gives the same command, within 30 days.',
  );
}
