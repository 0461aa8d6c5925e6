import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetBodies } from '../../../projections/state/queries/body/body.queries.js';
import { GetCorrections } from '../../../projections/state/queries/correction/correction.queries.js';
import { GetMeetings } from '../../../projections/state/queries/meeting/meeting.queries.js';
import { GetMetrics } from '../../../projections/state/queries/metric/metric.queries.js';
import { GetMilestones } from '../../../projections/state/queries/milestone/milestone.queries.js';
import { GetPlans } from '../../../projections/state/queries/plan/plan.queries.js';
import type { Provenance } from '../../../projections/state/queries/provenance.js';
import {
  GetActions,
  GetDecisions,
  GetRecommendations,
} from '../../../projections/state/queries/register/register.queries.js';
import { GetRestatements } from '../../../projections/state/queries/restatement/restatement.queries.js';
import { GetChanges } from '../../../projections/state/queries/view-change/view-change.queries.js';
import { fittingBodies } from '../../bodies/fitting-bodies.js';
import { Objects } from '../../http/view/objects.js';
import type { ViewQuery } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import type { Category } from '../../ledger/catalogue/catalogue.js';
import { streamOf } from '../../ledger/ids.js';
import { assertEarlier } from '../../view-changes/changes.controller.js';
import { BodiesFilter } from '../bodies/bodies.pages.js';
import { ChangesFilter } from '../changes/changes.pages.js';
import { fittingMeetings } from '../meetings/meeting-list.view.js';
import { MeetingsFilter } from '../meetings/meetings.pages.js';
import { ActionsFilter, DecisionsFilter, RecommendationsFilter } from '../meetings/registers.pages.js';
import { MetricsFilter } from '../metrics/metrics.pages.js';
import { MilestonesFilter } from '../milestones/milestones.pages.js';
import { withPlanAsLinked } from '../one-address.js';
import { CorrectionsFilter, RestatementsFilter } from '../restatements/restatements.pages.js';
import type { PageAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';
import { Asked } from '../time/time-in-path.js';
import { AtomFeed, type FeedAbout } from './feed.js';

/** Feeds of lists: the entries about whatever is on the list, narrowed as its page is. */
@Controller('feeds')
export class ListFeeds {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get('plans')
  @AtomFeed()
  plans(): FeedAbout {
    return { title: { key: 'plans.title' }, filter: { category: 'plan' } };
  }

  @Get('reports')
  @AtomFeed()
  reports(): FeedAbout {
    return { title: { key: 'reports.title' }, filter: { category: 'report' } };
  }

  @Get('milestones')
  @AtomFeed(MilestonesFilter)
  async milestones(
    @InReading() { at, query }: Reading<MilestonesFilter>,
    @Asked() asked: PageAddress,
  ): Promise<FeedAbout> {
    withPlanAsLinked(asked, query, await this.queries.execute(new GetPlans(at)));
    const filter = await this.found(query, 'plan', 'about', 'body');
    const milestones = await this.queries.execute(new GetMilestones(at, filter));
    return { title: { key: 'milestones.title' }, filter: objectsOf('milestone', query, milestones) };
  }

  @Get('metrics')
  @AtomFeed(MetricsFilter)
  async metrics(@InReading() { at, query }: Reading<MetricsFilter>): Promise<FeedAbout> {
    const metrics = await this.queries.execute(new GetMetrics(at, query.words, query.use));
    return { title: { key: 'metrics.title' }, filter: objectsOf('metric', query, metrics) };
  }

  @Get('meetings')
  @AtomFeed(MeetingsFilter)
  async meetings(@InReading() { at, query }: Reading<MeetingsFilter>): Promise<FeedAbout> {
    const meetings = await this.queries.execute(new GetMeetings(at));
    const found = fittingMeetings(meetings, await this.found(query, 'body'));
    return { title: { key: 'meetings.title' }, filter: objectsOf('meeting', query, found) };
  }

  @Get('bodies')
  @AtomFeed(BodiesFilter)
  async bodies(@InReading() { at, query }: Reading<BodiesFilter>): Promise<FeedAbout> {
    const bodies = fittingBodies(await this.queries.execute(new GetBodies(at)), query);
    return { title: { key: 'bodies.title' }, filter: objectsOf('body', query, bodies) };
  }

  @Get('recommendations')
  @AtomFeed(RecommendationsFilter)
  async recommendations(@InReading() { at, query }: Reading<RecommendationsFilter>): Promise<FeedAbout> {
    const filter = await this.found(query, 'body', 'meeting');
    const lines = await this.queries.execute(new GetRecommendations(at, filter));
    return { title: { key: 'register.recommendations' }, filter: partsOf('recommendation', lines) };
  }

  @Get('decisions')
  @AtomFeed(DecisionsFilter)
  async decisions(@InReading() { at, query }: Reading<DecisionsFilter>): Promise<FeedAbout> {
    const filter = await this.found(query, 'body', 'meeting', 'changes');
    const lines = await this.queries.execute(new GetDecisions(at, filter));
    return { title: { key: 'register.decisions' }, filter: partsOf('decision', lines) };
  }

  @Get('actions')
  @AtomFeed(ActionsFilter)
  async actions(@InReading() { at, query }: Reading<ActionsFilter>): Promise<FeedAbout> {
    const filter = await this.found(query, 'body', 'meeting', 'owner');
    const lines = await this.queries.execute(new GetActions(at, filter));
    return { title: { key: 'register.actions' }, filter: partsOf('action', lines) };
  }

  @Get('restatements')
  @AtomFeed(RestatementsFilter)
  async restatements(@InReading() { at, query }: Reading<RestatementsFilter>): Promise<FeedAbout> {
    const found = await this.queries.execute(new GetRestatements(at, await this.found(query, 'object')));
    return { title: { key: 'restatements.title' }, filter: entriesOf(found) };
  }

  @Get('corrections')
  @AtomFeed(CorrectionsFilter)
  async corrections(@InReading() { at, query, view }: Reading<CorrectionsFilter>): Promise<FeedAbout> {
    const filter = await this.found(query, 'object');
    const found = await this.queries.execute(new GetCorrections(at, view!.timeZone, filter));
    return { title: { key: 'corrections.title' }, filter: entriesOf(found) };
  }

  @Get('changes')
  @AtomFeed(ChangesFilter)
  async changes(@InReading() reading: Reading<ChangesFilter>, @Asked() asked: PageAddress): Promise<FeedAbout> {
    assertEarlier(reading);
    const { at, query } = reading;
    withPlanAsLinked(asked, query, await this.queries.execute(new GetPlans(at)));
    const { lines } = await this.queries.execute(new GetChanges(at, await this.found(query, 'plan')));
    return { title: { key: 'nav.changes' }, filter: entriesOf(lines) };
  }

  /** What narrows a list, with UUIDs for the objects that its address names. */
  private async found<T extends ViewQuery>(query: T, ...ids: (keyof T)[]): Promise<Omit<T, keyof ViewQuery>> {
    const { asReportedOn: _day, asOf: _alias, atSize: _size, ...filter } = query;
    const found = await Promise.all(
      ids.map(async (name) => [name, await this.objects.idOf(query[name] as string | undefined)] as const),
    );
    return Object.assign(filter, Object.fromEntries(found.filter(([, id]) => id !== undefined)));
  }
}

/** Entries about the objects of a list; of the whole list also about those that are no longer on it. */
function objectsOf(category: Category, query: object, objects: readonly { id: string }[]): FeedAbout['filter'] {
  if (searchWith(query) === '') return { category };
  return { streams: objects.map(({ id }) => streamOf(category, id)) };
}

/** Entries about parts of meetings. */
function partsOf(part: string, lines: readonly { id: string; meeting: { id: string } }[]): FeedAbout['filter'] {
  return {
    streams: [...new Set(lines.map(({ meeting }) => streamOf('meeting', meeting.id)))],
    parts: lines.map(({ id }) => `${part}/${id}`),
  };
}

/** The entries that answer for the items of a list. */
function entriesOf(items: readonly { from?: Pick<Provenance, 'index'> }[]): FeedAbout['filter'] {
  return { sequences: items.flatMap(({ from }) => (from ? [from.index] : [])) };
}
