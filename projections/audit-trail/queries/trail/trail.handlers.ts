import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Catalogue } from '../../../../src/ledger/catalogue/catalogue.js';
import { addDays } from '../../../../src/ledger/dates.js';
import { present } from '../../../state/queries/facts.js';
import { AuditTrailReader, type TrailEntry, type TrailFilter } from '../../audit-trail.reader.js';
import type { ReplayDay, ReplayPlaces, ReplayStep } from './replay.answers.js';
import type { TrailDetail, TrailPage } from './trail.answers.js';
import { trailLine } from './trail.assembler.js';
import {
  FindReplayPlace,
  GetReplayDays,
  GetReplayStep,
  GetTrail,
  GetTrailEntry,
  type ReplayScope,
} from './trail.queries.js';
import { TrailTeller } from './trail.teller.js';
import { TRAIL_KINDS } from './trail-filter.js';

@QueryHandler(GetTrail)
export class TrailHandler implements IQueryHandler<GetTrail> {
  constructor(
    private readonly trail: AuditTrailReader,
    private readonly teller: TrailTeller,
  ) {}

  async execute({ stretch: { atSize, limit, before, after }, filter }: GetTrail): Promise<TrailPage> {
    const entries =
      after === undefined
        ? await this.trail.newest({ before: before ?? atSize, limit, atSize }, filter)
        : (await this.trail.page({ after, limit, atSize }, filter)).reverse();
    const oldest = entries.at(-1)?.sequence ?? before ?? atSize;
    const [words, { total, before: older, entries: counts }] = await Promise.all([
      this.teller.words(entries, atSize),
      this.trail.count({ atSize, before: oldest }, filter),
    ]);
    return {
      ...{ total, older: older > 0, newer: older + entries.length < total, entries: counts },
      lines: entries.map((entry) => trailLine(entry, words)),
    };
  }
}

@QueryHandler(GetTrailEntry)
export class TrailEntryHandler implements IQueryHandler<GetTrailEntry> {
  constructor(
    private readonly trail: AuditTrailReader,
    private readonly teller: TrailTeller,
  ) {}

  async execute({ index, atSize }: GetTrailEntry): Promise<TrailDetail | null> {
    const entry = await this.trail.one(index, atSize);
    return entry && this.teller.detail(entry, atSize);
  }
}

@QueryHandler(GetReplayStep)
export class ReplayStepHandler implements IQueryHandler<GetReplayStep> {
  constructor(
    private readonly trail: AuditTrailReader,
    private readonly teller: TrailTeller,
    private readonly catalogue: Catalogue,
  ) {}

  async execute({ view, scope }: GetReplayStep): Promise<ReplayStep | null> {
    const last = { before: view.atSize, limit: 1, atSize: scope.atSize };
    const [entry] = await this.trail.newest(last, filterOf(scope));
    if (!entry) return null;
    const [detail, to, { before }] = await Promise.all([
      this.teller.detail(entry, scope.atSize, view.asReportedOn),
      this.places(scope, entry),
      this.trail.count({ atSize: scope.atSize, before: view.atSize }, filterOf(scope)),
    ]);
    return { entry: detail, number: before, to };
  }

  private async places(scope: ReplayScope, { sequence, reportedOn }: TrailEntry): Promise<ReplayPlaces> {
    const { atSize } = scope;
    const own = filterOf(scope);
    const next = (filter: TrailFilter, after = sequence) =>
      this.trail.page({ after, limit: 1, atSize }, { ...own, ...filter });
    const newest = (before: number) => this.trail.newest({ before, limit: 1, atSize }, own);
    const found = await Promise.all([
      ...[next({}, -1), newest(sequence), next({}), newest(atSize)],
      ...[next({ types: PUBLISHED }), next({ types: TRAIL_KINDS.ledger }), next({ types: TRAIL_KINDS.body })],
      reportedOn === undefined ? [] : next({ notReportedOn: reportedOn, notTypes: this.catalogue.editorialEvents }),
    ]);
    const places = await Promise.all(found.map(([entry]) => entry && this.teller.placeOf(entry)));
    const [first, previous, following, last, nextReport, nextCorrection, nextRestatement, nextDay] = places;
    return present<ReplayPlaces>({
      ...{ first, previous, next: following, last, nextReport, nextCorrection, nextRestatement, nextDay },
    });
  }
}

const PUBLISHED = ['ReportPublished', 'ReportAmended'];

function filterOf({ plan, knownBy }: ReplayScope): TrailFilter {
  return { plan, ...(knownBy === undefined ? {} : { knownBy }) };
}

@QueryHandler(FindReplayPlace)
export class ReplayPlaceHandler implements IQueryHandler<FindReplayPlace> {
  constructor(
    private readonly trail: AuditTrailReader,
    private readonly teller: TrailTeller,
  ) {}

  async execute({ scope, by }: FindReplayPlace) {
    const { atSize } = scope;
    const filter = { ...filterOf(scope), reportedTo: addDays(by, 1) };
    const [entry] = await this.trail.newest({ before: atSize, limit: 1, atSize }, filter);
    return entry ? this.teller.placeOf(entry) : null;
  }
}

@QueryHandler(GetReplayDays)
export class ReplayDaysHandler implements IQueryHandler<GetReplayDays> {
  constructor(
    private readonly trail: AuditTrailReader,
    private readonly teller: TrailTeller,
    private readonly catalogue: Catalogue,
  ) {}

  async execute({ scope }: GetReplayDays): Promise<ReplayDay[]> {
    const filter = { ...filterOf(scope), notTypes: this.catalogue.editorialEvents };
    const [days, dayOf] = await Promise.all([this.trail.days(scope.atSize, filter), this.teller.days()]);
    return days.map(({ recordedAt, ...day }) => ({ ...day, recordedOn: dayOf(recordedAt) }));
  }
}

export const trailHandlers = [
  TrailTeller,
  TrailHandler,
  TrailEntryHandler,
  ReplayStepHandler,
  ReplayPlaceHandler,
  ReplayDaysHandler,
];
