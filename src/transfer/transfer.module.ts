import { Module } from '@nestjs/common';
import { Catalogue } from '../ledger/catalogue/catalogue.js';
import { Clock } from '../ledger/clock.js';
import { ErasableStore } from '../ledger/erasable/erasable-store.js';
import { EventStore } from '../ledger/event-store.js';
import { LedgerIdentityReader } from '../ledger/ledger-identity.js';
import { Finder } from '../ledger/lookups/finder.js';
import { StoreLookups } from '../ledger/lookups/store-lookups.js';
import { PublishedSize } from '../ledger/published-size.js';
import { SourceFiles } from '../sources/source-files.js';
import { Importer } from './importer.js';

/** Loading files. Needs the parts of the ledger from global modules. */
@Module({
  providers: [
    {
      provide: Importer,
      useFactory: (
        catalogue: Catalogue,
        store: EventStore,
        erasable: ErasableStore,
        lookups: StoreLookups,
        finder: Finder,
        identity: LedgerIdentityReader,
        clock: Clock,
        size: PublishedSize,
        texts: SourceFiles,
      ) =>
        new Importer({
          catalogue,
          store,
          erasable,
          lookups,
          finder,
          identity,
          clock,
          texts,
          publishedSize: () => size.coveringAll(),
        }),
      inject: [
        Catalogue,
        EventStore,
        ErasableStore,
        StoreLookups,
        Finder,
        LedgerIdentityReader,
        Clock,
        PublishedSize,
        SourceFiles,
      ],
    },
  ],
  exports: [Importer],
})
export class TransferModule {}
