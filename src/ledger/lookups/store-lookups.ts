import type { Category, Found, Lookups, ShowingReport } from '../catalogue/catalogue.js';
import type { ErasableStore } from '../erasable/erasable-store.js';
import { revealAll } from '../erasable/reveal-all.js';
import type { StreamEvent } from '../event.js';
import type { EventStore } from '../event-store.js';
import { type KeyOf, StreamHistory } from '../history.js';
import type { Finder, Where } from './finder.js';
import { HistoryCache } from './history-cache.js';
import type { KeptTexts } from './kept-texts.js';

/** Events that the histories kept in memory may hold in all. */
const EVENTS_KEPT = 50_000;
/** Streams that are remembered to be there. */
const FOUND_KEPT = 10_000;

/**
 * What rules may ask. Histories come fresh from the event store, never from a read model that may lag: those kept in
 * memory are advanced by reading the revisions that they lack.
 */
export class StoreLookups implements Lookups {
  private readonly cache: HistoryCache;
  /** No stream ever goes, so one that was found need not be looked for again. */
  private readonly found = new Set<string>();

  constructor(
    /** Without texts, no document is kept. */
    private readonly parts: {
      store: EventStore;
      erasable: ErasableStore;
      finder: Finder;
      keyOf: KeyOf;
      texts?: KeptTexts;
    },
    eventsKept = EVENTS_KEPT,
  ) {
    this.cache = new HistoryCache(eventsKept);
  }

  async history(stream: string): Promise<StreamHistory> {
    const known = this.cache.get(stream);
    const newer = await this.read(stream, known ? (known.revision ?? -1n) + 1n : 0n);
    if (known && newer.length === 0) return known;
    // What was erased must not live on here: the values of the earlier events are asked for again.
    if (known && newer.some(({ type }) => type === 'PersonalDataErased')) {
      this.cache.drop(stream);
      return this.history(stream);
    }
    const events = await revealAll(newer, this.parts.erasable);
    const history = new StreamHistory(stream, [...(known?.events ?? []), ...events], this.parts.keyOf);
    if (history.exists) this.cache.put(history);
    return history;
  }

  async exists(stream: string): Promise<boolean> {
    if (this.found.has(stream)) return true;
    for await (const _ of this.parts.store.readStream(stream, { to: 0n })) {
      if (this.found.size >= FOUND_KEPT) this.found.clear();
      this.found.add(stream);
      return true;
    }
    return false;
  }

  streamOfEntry(eventId: string): Promise<string | null> {
    return this.parts.finder.streamOfEntry(eventId);
  }

  find(where: Where): Promise<Found[]> {
    return this.parts.finder.find(where);
  }

  countsOfBatch(batch: string): Promise<ReadonlyMap<string, number>> {
    return this.parts.finder.countsOfBatch(batch);
  }

  ofPlan(category: Category, plan: string): Promise<string[]> {
    return this.parts.finder.ofPlan(category, plan);
  }

  reportsShowing(eventId: string): Promise<ShowingReport[]> {
    return this.parts.finder.reportsShowing(eventId);
  }

  async keptText(sha256: string): Promise<string | null> {
    return (await this.parts.texts?.textOf(sha256)) ?? null;
  }

  private async read(stream: string, from: bigint): Promise<StreamEvent[]> {
    const events: StreamEvent[] = [];
    for await (const event of this.parts.store.readStream(stream, { from })) events.push(event);
    return events;
  }
}
