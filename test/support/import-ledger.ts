import { type Actor, ROLES } from '../../src/access/roles.js';
import { catalogue } from '../../src/catalogue.js';
import { SystemClock } from '../../src/ledger/clock.js';
import { CommandProcessor } from '../../src/ledger/commands/command-processor.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { type EventStore, START } from '../../src/ledger/event-store.js';
import { LedgerIdentityReader } from '../../src/ledger/ledger-identity.js';
import { ScanningFinder } from '../../src/ledger/lookups/scanning-finder.js';
import { StoreLookups } from '../../src/ledger/lookups/store-lookups.js';
import { closeBackfill } from '../../src/transfer/close-backfill.js';
import { Importer } from '../../src/transfer/importer.js';
import { type BareLedger, bareLedger, memoryLedger } from './engine.js';

/** Someone who may send every command. */
export const LOADER: Actor = { subject: '8c7b1c0e-0000-4000-8000-000000000002', name: 'A loader', roles: ROLES };

/** Someone else, who may close what the loader opened. */
export const APPROVER: Actor = {
  subject: '8c7b1c0e-0000-4000-8000-000000000003',
  name: 'An approver',
  roles: ['approver'],
};

/** An empty ledger with every kind of command, that import files can be loaded into. */
export class ImportLedger {
  readonly importer: Importer;
  private readonly store: EventStore;
  private readonly finder: ScanningFinder;
  private readonly processor: CommandProcessor;

  private constructor({ store, erasable }: BareLedger) {
    this.store = store;
    this.finder = new ScanningFinder(store, catalogue.keyOf);
    const { finder } = this;
    const parts = {
      catalogue,
      store,
      erasable,
      finder,
      lookups: new StoreLookups({ store, erasable, finder, keyOf: catalogue.keyOf }),
      identity: new LedgerIdentityReader(store),
      clock: new SystemClock(),
      publishedSize: async () => (await this.events()).length,
    };
    this.importer = new Importer(parts);
    this.processor = new CommandProcessor(parts);
  }

  /** On the engine under test. */
  static async open(): Promise<ImportLedger> {
    return new ImportLedger(await bareLedger());
  }

  /** In memory, whatever the engine under test. */
  static inMemory(): ImportLedger {
    return new ImportLedger(memoryLedger());
  }

  /** Everything recorded, in order. */
  events(): Promise<RecordedEvent[]> {
    return this.store.readAll({ after: START, limit: 1_000_000 });
  }

  /** Closes the only backfill with the counts that the ledger finds for it. */
  async closeBackfill(actor: Actor): Promise<void> {
    const opened = (await this.events()).find(({ type }) => type === 'BackfillOpened');
    const { processor, finder } = this;
    await closeBackfill({ catalogue, processor, finder }, opened!.id, 0, actor, new Date());
  }
}
