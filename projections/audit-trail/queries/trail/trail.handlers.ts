import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { present } from '../../../state/queries/facts.js';
import { AuditTrailReader, type TrailEntry, type TrailFilter } from '../../audit-trail.reader.js';
import type { ReplayDay, ReplayPlaces, ReplayStep } from './replay.answers.js';
import type { TrailDetail, TrailPage } from './trail.answers.js';
import { trailLine } from './trail.assembler.js';
import { GetReplayDays, GetReplayStep, GetTrail, GetTrailEntry } from './trail.queries.js';
import { TrailTeller } from './trail.teller.js';

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
    const [words, { total, before: older }] = await Promise.all([
      this.teller.words(entries, atSize),
      this.trail.count({ atSize, before: oldest }, filter),
    ]);
    return {
      ...{ total, older: older > 0, newer: older + entries.length < total },
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
  ) {}

  async execute({ plan, size, atSize }: GetReplayStep): Promise<ReplayStep | null> {
    const entry = await this.trail.one(size - 1, atSize);
    if (!entry) return null;
    const [detail, to, asReportedOn, { total, before }] = await Promise.all([
      this.teller.detail(entry, atSize),
      this.places(plan, entry, atSize),
      this.teller.recordedOn(entry),
      this.trail.count({ atSize, before: size }, { plan }),
    ]);
    return {
      ...{ entry: detail, isOfPlan: entry.plan === plan, number: before, total, to },
      view: { asReportedOn, atSize: size },
    };
  }

  private async places(plan: string, { sequence, reportedOn }: TrailEntry, atSize: number): Promise<ReplayPlaces> {
    const next = async (filter: TrailFilter, after = sequence) =>
      (await this.trail.page({ after, limit: 1, atSize }, { plan, ...filter }))[0]?.sequence;
    const newest = async (before: number) =>
      (await this.trail.newest({ before, limit: 1, atSize }, { plan }))[0]?.sequence;
    const [first, previous, following, last, ...rest] = await Promise.all([
      ...[next({}, -1), newest(sequence), next({}), newest(atSize)],
      ...[next({ types: PUBLISHED }), next({ types: CORRECTIONS }), next({ types: RESTATEMENTS })],
      reportedOn === undefined ? undefined : next({ notReportedOn: reportedOn }),
    ]);
    const [nextReport, nextCorrection, nextRestatement, nextDay] = rest;
    return present<ReplayPlaces>({
      ...{ first, previous, next: following, last, nextReport, nextCorrection, nextRestatement, nextDay },
    });
  }
}

const PUBLISHED = ['ReportPublished', 'ReportAmended'];
const CORRECTIONS = ['EntryCorrected', 'EntryVoided'];
const RESTATEMENTS = ['Revised', 'Restated', 'Withdrawn'];

@QueryHandler(GetReplayDays)
export class ReplayDaysHandler implements IQueryHandler<GetReplayDays> {
  constructor(private readonly trail: AuditTrailReader) {}

  execute({ plan, atSize }: GetReplayDays): Promise<ReplayDay[]> {
    return this.trail.days(atSize, { plan });
  }
}

export const trailHandlers = [TrailTeller, TrailHandler, TrailEntryHandler, ReplayStepHandler, ReplayDaysHandler];
