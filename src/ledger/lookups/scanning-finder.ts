import type { Category, Found, ShowingReport } from '../catalogue/catalogue.js';
import type { RecordedEvent } from '../event.js';
import { type EventStore, type Place, START } from '../event-store.js';
import { type KeyOf, StreamHistory, type StreamView } from '../history.js';
import { splitStream } from '../ids.js';
import { Finder, type Where } from './finder.js';

const PAGE = 1_000;

/**
 * Finds by looking through the store's events in memory. Never stale, and holds every event: for tests, and for a
 * ledger that is itself held in memory.
 */
export class ScanningFinder extends Finder {
  private place: Place = START;
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly streamsById = new Map<string, string>();
  private readonly views = new Map<string, StreamView>();

  constructor(
    private readonly store: Pick<EventStore, 'readAll'>,
    private readonly keyOf: KeyOf,
  ) {
    super();
  }

  override async streamOfEntry(eventId: string): Promise<string | null> {
    await this.catchUp();
    return this.streamsById.get(eventId) ?? null;
  }

  override async find({ category, facet, member, value }: Where): Promise<Found[]> {
    await this.catchUp();
    const found: Found[] = [];
    for (const stream of this.streams.keys()) {
      if (splitStream(stream).category !== category) continue;
      for (const statement of this.viewOf(stream).list(facet))
        if ([statement.data[member]].flat().includes(value))
          found.push({ stream, facet: statement.facet, kind: statement.kind, data: statement.data });
    }
    return found;
  }

  override async countsOfBatch(batch: string): Promise<ReadonlyMap<string, number>> {
    await this.catchUp();
    const counts = new Map<string, number>();
    for (const { type, metadata } of [...this.streams.values()].flat())
      if (metadata.source?.batch === batch) counts.set(type, (counts.get(type) ?? 0) + 1);
    return counts;
  }

  override async ofPlan(category: Category, plan: string): Promise<string[]> {
    await this.catchUp();
    const ofThePlan = ([stream, events]: [string, RecordedEvent[]]) =>
      splitStream(stream).category === category && events.some(({ metadata }) => metadata.plan === plan);
    return [...this.streams].filter(ofThePlan).map(([stream]) => stream);
  }

  override async reportsShowing(eventId: string): Promise<ShowingReport[]> {
    await this.catchUp();
    const stream = this.streamsById.get(eventId);
    if (stream === undefined) return [];
    const shown = ({ asReportedOn, atSize }: { asReportedOn?: string; atSize?: number }) => {
      const known = this.streams.get(stream)!.filter(({ sequence }) => sequence < atSize!);
      const history = new StreamHistory(stream, known, this.keyOf);
      const facet = history.facetOf(eventId);
      return facet !== undefined && history.at(asReportedOn).get(facet)?.event.id === eventId;
    };
    const { plan } = this.viewOf(stream).history;
    return [...this.streams.keys()].flatMap((report) => {
      const { category, id } = splitStream(report);
      const view = category === 'report' ? this.viewOf(report) : undefined;
      if (!view || (plan !== undefined && view.history.plan !== plan)) return [];
      const showing = view.list('publication/*').filter(({ data }) => shown(data));
      return showing.slice(-1).map(({ data }) => ({ report: id, title: String(data.title) }));
    });
  }

  private async catchUp(): Promise<void> {
    for (;;) {
      const events = await this.store.readAll({ after: this.place, limit: PAGE });
      for (const event of events) this.take(event);
      if (events.length < PAGE) return;
    }
  }

  /** Two questions asked at once read the same page; what is here already is passed over. */
  private take(event: RecordedEvent): void {
    if (event.sequence <= this.place.sequence) return;
    this.place = event;
    const events = this.streams.get(event.stream) ?? [];
    this.streams.set(event.stream, events);
    events.push(event);
    this.streamsById.set(event.id, event.stream);
    this.views.delete(event.stream);
  }

  private viewOf(stream: string): StreamView {
    const known = this.views.get(stream);
    if (known) return known;
    const view = new StreamHistory(stream, this.streams.get(stream)!, this.keyOf).at();
    this.views.set(stream, view);
    return view;
  }
}
