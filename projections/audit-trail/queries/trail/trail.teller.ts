import { Injectable } from '@nestjs/common';
import { type Day, dayIn } from '../../../../src/ledger/dates.js';
import { LedgerIdentityReader } from '../../../../src/ledger/ledger-identity.js';
import { cited } from '../../../state/queries/documents.js';
import { erasedAnswers } from '../../../state/queries/erased.js';
import { present, readable } from '../../../state/queries/facts.js';
import { citationsOf } from '../../../state/queries/provenance.js';
import { NAMING, namingOf } from '../../../state/queries/read.js';
import { vocabularyIn } from '../../../state/queries/view-change/said-in-words.js';
import { LAST_DAY, StateReader } from '../../../state/statement.js';
import { AuditTrailReader, type TrailEntry } from '../../audit-trail.reader.js';
import { type Difference, effectOf } from './effect.js';
import type { ReplayPlace } from './replay.answers.js';
import type { EntryPointer, TrailDetail } from './trail.answers.js';
import { type TrailWords, trailLine } from './trail.assembler.js';

/** A ledger that is not open yet has no time zone of its own. */
const UNOPENED_TIME_ZONE = 'UTC';

/** Puts entries of the trail into words. */
@Injectable()
export class TrailTeller {
  constructor(
    private readonly trail: AuditTrailReader,
    private readonly reader: StateReader,
    private readonly identity: LedgerIdentityReader,
  ) {}

  /** @param atSize names are those of the whole ledger of this size */
  async words(entries: readonly TrailEntry[], atSize: number): Promise<TrailWords> {
    const about = entries.filter(({ facet }) => facet !== undefined);
    const streams = [...new Set(about.map(({ stream }) => stream))];
    const facets = [...new Set(about.map(({ facet }) => facet!))];
    const [histories, targets] = await Promise.all([
      streams.length === 0 ? [] : this.reader.histories(streams, atSize, facets),
      this.targets(entries, atSize),
    ]);
    const wanted = new Set(entries.map(({ sequence }) => sequence));
    const stated = histories.flat().filter(({ sequence }) => wanted.has(sequence));
    const mentioned = namingOf([about.map(({ stream, facet }) => [stream, facet]), stated.map(({ data }) => data)]);
    const view = { asReportedOn: LAST_DAY, atSize };
    return {
      ...(await vocabularyIn(this.reader, view, NAMING, mentioned)),
      statements: new Map(stated.map((one) => [one.sequence, one])),
      ...{ targets, dayOf: await this.days(), origin: (await this.identity.current())?.origin },
    };
  }

  /**
   * One entry with what it changed.
   *
   * @param atSize what entries from this place on did to it does not count
   * @param on the day of the views compared; the one on which it was recorded unless told
   */
  async detail(entry: TrailEntry, atSize: number, on?: Day): Promise<TrailDetail> {
    const words = await this.words([entry], atSize);
    const stated = words.statements.get(entry.sequence);
    const [shown, earlier] = await this.differences(
      entry,
      on ?? words.dayOf(entry.recordedAt),
      words.targets.get(entry.target ?? ''),
    );
    const { correctionReason, note, reason = stated?.data.reason } = stated?.change ?? {};
    const detail = present<TrailDetail>({
      ...trailLine(entry, words),
      effect: effectOf(shown, earlier, words),
      reason: readable(correctionReason ?? note ?? reason) as string | null | undefined,
      mentions: words.names.among([entry.stream, entry.facet, stated?.data]),
      effective: stated?.effective,
      source: stated?.source,
      citations: stated ? citationsOf(stated) : [],
      erased: stated && erasedAnswers(stated),
    });
    return cited(this.reader, { asReportedOn: LAST_DAY, atSize }, detail);
  }

  async placeOf({ sequence, recordedAt }: Pick<TrailEntry, 'sequence' | 'recordedAt'>): Promise<ReplayPlace> {
    return { index: sequence, recordedOn: (await this.days())(recordedAt) };
  }

  /** Tells the day of an instant in the ledger's time zone. */
  async days(): Promise<TrailWords['dayOf']> {
    const timeZone = (await this.identity.current())?.timeZone ?? UNOPENED_TIME_ZONE;
    return (instant) => dayIn(timeZone, new Date(instant));
  }

  /** What answers otherwise with an entry than without, on a day, and on the one that it is about. */
  private async differences(
    entry: TrailEntry,
    asReportedOn: Day,
    target?: EntryPointer,
  ): Promise<[Difference, Difference | undefined]> {
    const shown = await this.difference(entry, asReportedOn);
    if (shown.key || entry.facet === undefined) return [shown, undefined];
    const about = entry.reportedOn ?? (target && (await this.trail.one(target.id, entry.sequence))?.reportedOn);
    return [shown, about === undefined ? undefined : await this.difference(entry, about)];
  }

  private async difference({ sequence, stream, facet }: TrailEntry, asReportedOn: string): Promise<Difference> {
    if (facet === undefined) return { asReportedOn };
    const [key] = await this.reader.changed(
      { asReportedOn, atSize: sequence },
      { asReportedOn, atSize: sequence + 1 },
      { streams: [stream], facets: [facet] },
    );
    return { asReportedOn, ...(key ? { key } : {}) };
  }

  private async targets(entries: readonly TrailEntry[], atSize: number): Promise<Map<string, EntryPointer>> {
    const ids = [...new Set(entries.flatMap(({ target }) => target ?? []))];
    const found = await Promise.all(ids.map((id) => this.trail.one(id, atSize)));
    return new Map(
      found.flatMap((one) =>
        one ? [[one.eventId, { id: one.eventId, index: one.sequence, type: one.type }] as const] : [],
      ),
    );
  }
}
