import { type Command, Option } from 'commander';
import type { EngineName } from '../transfer/migrate-store/engines.js';
import { interruptible } from './core.js';

const ENGINES: readonly EngineName[] = ['postgresql', 'eventstoredb'];

const HELP = `
Events keep their place, id and recorded time, and entries their bytes. The sealed log, values that can be erased, read
models and tokens stay where they are, in PostgreSQL.

  1. Stop every process of the service.
  2. Set DATABASE_URL (or DATA_DIR), EVENTSTOREDB_URL and EVENTSTOREDB_STREAM_PREFIX, whichever way events go.
  3. Run this command. It copies, reads both engines from the first entry, compares every byte, and only then makes the
     other engine the ledger's own. Interrupted at any moment, it changes nothing for the ledger; run again, it goes on
     where it stopped.
  4. Keep EVENTSTOREDB_URL set if events are in EventStoreDB now, unset it if they are in PostgreSQL. Start the service.

The engine that events go to must be empty, or hold the beginning of this ledger from an earlier move. The one that they
come from is left as it is, and closed to the service.`;

export function migrateStoreCommand(program: Command): void {
  const engine = (flag: string, what: string) =>
    new Option(`${flag} <engine>`, what).choices(ENGINES).makeOptionMandatory();
  program
    .command('migrate-store')
    .description("Move the ledger's events from one engine to the other")
    .addOption(engine('--from', 'where they are'))
    .addOption(engine('--to', 'where they are to be'))
    .addHelpText('after', HELP)
    .action((flags: { from: EngineName; to: EngineName }) =>
      interruptible(async (signal) => {
        // Loads both engines' clients, which no other command needs.
        const { moveEvents } = await import('./move-events.js');
        await moveEvents(flags.from, flags.to, signal);
      }),
    );
}
