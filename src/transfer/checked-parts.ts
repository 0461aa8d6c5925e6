import { randomBytes } from 'node:crypto';
import type { Category, Found, ShowingReport } from '../ledger/catalogue/catalogue.js';
import type { ProcessorParts } from '../ledger/commands/command-processor.js';
import type { Disclosure } from '../ledger/erasable/conceal.js';
import { ErasableStore, type PersonKey } from '../ledger/erasable/erasable-store.js';
import { ServiceKey } from '../ledger/erasable/service-key.js';
import type { SealedDisclosure } from '../ledger/event.js';
import { LedgerIdentityReader } from '../ledger/ledger-identity.js';
import { Finder, type Where } from '../ledger/lookups/finder.js';
import type { KeptTexts } from '../ledger/lookups/kept-texts.js';
import { ScanningFinder } from '../ledger/lookups/scanning-finder.js';
import { StoreLookups } from '../ledger/lookups/store-lookups.js';
import { OverlayEventStore } from './overlay-event-store.js';

/** What the importer works with: the parts of the ordinary command processor, and where its lookups search. */
export interface ImporterParts extends ProcessorParts {
  finder: Finder;
  /** Where the kept documents are, which quotes are checked against. */
  texts?: KeptTexts;
}

/** The same parts over a ledger as it would be. Nothing that goes through them is written. */
export interface CheckedParts extends ProcessorParts {
  store: OverlayEventStore;
  erasable: KeptDisclosures;
}

/** Lays an overlay over the ledger. */
export async function checkedParts(parts: ImporterParts): Promise<CheckedParts> {
  const { keyOf } = parts.catalogue;
  const store = new OverlayEventStore(parts.store, await parts.publishedSize(), () => parts.clock.now());
  const erasable = new KeptDisclosures(parts.erasable);
  const finder = new BothFinders(parts.finder, new ScanningFinder(store.own, keyOf));
  const lookups = new StoreLookups({ store, erasable, finder, keyOf, texts: parts.texts });
  // A file may open the ledger itself, so the identity is read through the overlay as well.
  const identity = new LedgerIdentityReader(store);
  return { ...parts, store, erasable, lookups, identity, publishedSize: async () => store.size, around: undefined };
}

type WithSubject = Disclosure & { subject: string | null };

/** Keeps erasable values in memory, in clear, until they are encrypted for the ledger itself. */
export class KeptDisclosures extends ErasableStore {
  private readonly kept = new Map<string, readonly WithSubject[]>();

  constructor(private readonly base: ErasableStore) {
    super(new ServiceKey(randomBytes(32))); // nothing is ever encrypted with it
  }

  of(eventId: string): readonly WithSubject[] {
    return this.kept.get(eventId) ?? [];
  }

  override async seal(eventId: string, disclosures: readonly WithSubject[]): Promise<SealedDisclosure[]> {
    this.kept.set(eventId, disclosures);
    return [];
  }

  override async held(eventIds: readonly string[]): Promise<Map<string, Disclosure[]>> {
    const held = await this.base.held(eventIds.filter((id) => !this.kept.has(id)));
    for (const id of eventIds) if (this.kept.has(id)) held.set(id, [...this.of(id)]);
    return held;
  }

  protected override personKeyOf(): Promise<PersonKey> {
    throw new Error('A check makes no keys');
  }

  protected override async personKeys(): Promise<ReadonlyMap<string, Buffer>> {
    return new Map();
  }

  protected override async rows(): Promise<[]> {
    return [];
  }
}

/** Finds in the ledger and in what an import adds to it. */
class BothFinders extends Finder {
  constructor(
    private readonly ledger: Finder,
    private readonly added: Finder,
  ) {
    super();
  }

  override async streamOfEntry(eventId: string): Promise<string | null> {
    return (await this.added.streamOfEntry(eventId)) ?? this.ledger.streamOfEntry(eventId);
  }

  override async find(where: Where): Promise<Found[]> {
    return [...(await this.ledger.find(where)), ...(await this.added.find(where))];
  }

  override async countsOfBatch(batch: string): Promise<ReadonlyMap<string, number>> {
    const counts = new Map(await this.ledger.countsOfBatch(batch));
    for (const [type, count] of await this.added.countsOfBatch(batch))
      counts.set(type, (counts.get(type) ?? 0) + count);
    return counts;
  }

  override async ofPlan(category: Category, plan: string): Promise<string[]> {
    return [...new Set([...(await this.ledger.ofPlan(category, plan)), ...(await this.added.ofPlan(category, plan))])];
  }

  /** Those that stand in the ledger: who checks an import is told of none that the import itself adds. */
  override reportsShowing(eventId: string): Promise<ShowingReport[]> {
    return this.ledger.reportsShowing(eventId);
  }
}
