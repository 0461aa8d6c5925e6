import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetBody } from '../../../projections/state/queries/body/body.queries.js';
import { GetCommitment } from '../../../projections/state/queries/commitment/commitment.queries.js';
import { GetCommitmentHistory } from '../../../projections/state/queries/history/history.queries.js';
import { GetMeeting } from '../../../projections/state/queries/meeting/meeting.queries.js';
import { GetMetric } from '../../../projections/state/queries/metric/metric.queries.js';
import { GetPlans } from '../../../projections/state/queries/plan/plan.queries.js';
import { Objects } from '../../http/view/objects.js';
import type { ViewQuery } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { streamOf } from '../../ledger/ids.js';
import { pathOfBody } from '../bodies/body-list.view.js';
import { commitmentHead } from '../commitments/commitment-head.js';
import { cut } from '../entries/told.js';
import { pageOf } from '../links.js';
import { titleOf } from '../meetings/meeting-list.view.js';
import { atItsAddress } from '../one-address.js';
import { pathOfPlan } from '../plans/plan.view.js';
import type { PageAddress } from '../time/address.js';
import { Asked } from '../time/time-in-path.js';
import { AtomFeed, type FeedAbout } from './feed.js';
import { FEEDS } from './feed.view.js';

/** Longest name of a feed, in characters. */
const MOST_IN_NAME = 120;

/** Feeds of single things: the entries about each and what belongs to it. */
@Controller('feeds')
export class ObjectFeeds {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  /** With its commitments, milestones, updates and reports. */
  @Get('plans/:id')
  @AtomFeed()
  async plan(@Param('id') reference: string, @InReading() { at }: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const id = await this.objects.id(reference);
    const plans = await this.queries.execute(new GetPlans(at));
    const plan = await this.objects.held(
      plans.find((one) => one.id === id),
      ...(['plan', id, at] as const),
    );
    return about(asked, pathOfPlan(plan), plan.title ?? reference, { plan: id });
  }

  /** With its milestones, the updates on it, and what is said of it elsewhere. */
  @Get('commitments/:id')
  @AtomFeed()
  async commitment(
    @Param('id') reference: string,
    @InReading() { at }: Reading<ViewQuery>,
    @Asked() asked: PageAddress,
  ) {
    const id = await this.objects.id(reference);
    const [answer, history] = await Promise.all([
      this.queries.execute(new GetCommitment(at, id)),
      this.queries.execute(new GetCommitmentHistory(at, id)),
    ]);
    const { path, identifier, words } = commitmentHead(await this.objects.held(answer, 'commitment', id, at));
    const sequences = history!.map(({ index }) => index);
    return about(asked, path, words === undefined ? identifier : `${identifier}: ${words}`, { sequences });
  }

  @Get('metrics/:id')
  @AtomFeed()
  async metric(@Param('id') reference: string, @InReading() { at }: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetMetric(at, id));
    const { metric } = await this.objects.held(answer, 'metric', id, at);
    return about(asked, pageOf('metric', { id })!, metric.name ?? reference, { streams: [streamOf('metric', id)] });
  }

  @Get('meetings/:id')
  @AtomFeed()
  async meeting(@Param('id') reference: string, @InReading() { at }: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const id = await this.objects.id(reference);
    const meeting = await this.objects.held(
      await this.queries.execute(new GetMeeting(at, id)),
      ...(['meeting', id, at] as const),
    );
    return about(asked, pageOf('meeting', { id })!, titleOf(meeting), { streams: [streamOf('meeting', id)] });
  }

  /** With its meetings, and the milestones that it promised. */
  @Get('bodies/:id')
  @AtomFeed()
  async body(@Param('id') reference: string, @InReading() { at }: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const id = await this.objects.id(reference);
    const body = await this.objects.held(
      await this.queries.execute(new GetBody(at, id)),
      ...(['body', id, at] as const),
    );
    const streams = [
      streamOf('body', id),
      ...body.meets.map((meeting) => streamOf('meeting', meeting.id)),
      ...body.promised.map((milestone) => streamOf('milestone', milestone.id)),
    ];
    return about(asked, pathOfBody(body), body.name, { streams });
  }
}

/**
 * @param path of the page
 * @throws Elsewhere 308 where the feed has another address
 */
function about(asked: PageAddress, path: string, name: string, filter: FeedAbout['filter']): FeedAbout {
  atItsAddress(asked, FEEDS + path);
  return { title: { name: cut(name, MOST_IN_NAME) }, filter };
}
