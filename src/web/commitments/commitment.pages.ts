import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetCommitment, GetStatusesBefore } from '../../../projections/state/queries/commitment/commitment.queries.js';
import { GetExternalRecommendations } from '../../../projections/state/queries/external/external.queries.js';
import { GetCommitmentHistory } from '../../../projections/state/queries/history/history.queries.js';
import { GetLineage } from '../../../projections/state/queries/lineage/lineage.queries.js';
import { GetMeetings } from '../../../projections/state/queries/meeting/meeting.queries.js';
import { GetWordings } from '../../../projections/state/queries/wording/wording.queries.js';
import { ROLES } from '../../access/roles.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, DayParameter, IdParameter, ViewQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf, feedBeside } from '../data-links.js';
import { atItsAddress, withParameterAsLinked } from '../one-address.js';
import { Page } from '../page.js';
import {
  objectAsLinked,
  TIMELINE_KINDS,
  TIMELINE_ORDERS,
  type TimelineKind,
  type TimelineOrder,
  timeline,
} from '../parts/timeline.js';
import type { PageAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';
import { Asked } from '../time/time-in-path.js';
import { commitmentPage } from './commitment.view.js';
import { commitmentHead } from './commitment-head.js';
import { firstReported } from './first-reported.view.js';
import { lineageView } from './lineage.view.js';
import { wordingRows } from './wording.view.js';

class CommitmentQuery extends ViewQuery {
  @ChoiceParameter('first: each statement as it was first reported, beside what the view has.', ['first'])
  reported?: 'first';
}

class HistoryQuery extends ViewQuery {
  @ChoiceParameter('Of this kind.', TIMELINE_KINDS) kind?: TimelineKind;
  @IdParameter('About this: the promise itself, one of its updates or milestones, a meeting.') object?: string;
  @ChoiceParameter('Entered in this role.', ROLES) role?: string;
  @DayParameter('Recorded on this day or later; by day of report, reported.') from?: string;
  @DayParameter('Recorded on this day or earlier; by day of report, reported.') to?: string;
  @ChoiceParameter('By the moment of recording, or by the day of report.', TIMELINE_ORDERS) order?: TimelineOrder;
  @WholeParameter('Only what stands below this entry.', 0, Number.MAX_SAFE_INTEGER) before?: number;
}

/** One promise, and what is told of it on pages of their own. */
@Controller('commitments/:id')
export class CommitmentPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Page('commitments/commitment', CommitmentQuery)
  async one(
    @Param('id') reference: string,
    @InReading() reading: Reading<CommitmentQuery>,
    @Asked() asked: PageAddress,
  ) {
    const { at } = reading;
    const id = await this.objects.id(reference);
    const [commitment, lineage, meetings, external, history] = await Promise.all([
      this.held(id, reading),
      this.queries.execute(new GetLineage(at, id)),
      this.queries.execute(new GetMeetings(at)),
      this.queries.execute(new GetExternalRecommendations(at, { about: id })),
      reading.query.reported === 'first' ? this.queries.execute(new GetCommitmentHistory(at, id)) : undefined,
    ]);
    const isStatusSaid = commitment.statuses.some(({ from }) => from !== undefined);
    const page = commitmentPage(commitment, {
      ...{ lineage: lineage!, meetings, external: external.lines, day: at.asReportedOn },
      statusesBefore: isStatusSaid ? (await this.queries.execute(new GetStatusesBefore(at, id)))! : [],
    });
    atItsAddress(asked, page.path, searchWith(reading.query));
    return {
      ...page,
      ...(history ? { first: firstReported(history, commitment) } : {}),
      data: dataOf(reading, `/api/commitments/${reference}`),
      feed: feedBeside(page.path),
    };
  }

  @Get('history')
  @Page('commitments/history', HistoryQuery)
  async history(
    @Param('id') reference: string,
    @InReading() reading: Reading<HistoryQuery>,
    @Asked() asked: PageAddress,
  ) {
    const [id, object] = await Promise.all([this.objects.id(reference), this.objects.idOf(reading.query.object)]);
    const [commitment, answer] = await Promise.all([
      this.held(id, reading),
      this.queries.execute(new GetCommitmentHistory(reading.at, id)),
    ]);
    const head = commitmentHead(commitment);
    atItsAddress(asked, `${head.path}/history`, searchWith(reading.query));
    withParameterAsLinked(asked, reading.query, { object: objectAsLinked(answer ?? [], object) });
    return {
      ...head,
      timeline: timeline(answer ?? [], { page: id, object, timeZone: reading.view!.timeZone }, reading.query),
      data: dataOf(reading, `/api/commitments/${reference}/history`, 'csv'),
      feed: feedBeside(head.path),
    };
  }

  @Get('wording')
  @Page('commitments/wording')
  async wording(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const id = await this.objects.id(reference);
    const [commitment, answer] = await Promise.all([
      this.held(id, reading),
      this.queries.execute(new GetWordings(reading.at, id)),
    ]);
    const head = commitmentHead(commitment);
    atItsAddress(asked, `${head.path}/wording`);
    return {
      ...head,
      rows: wordingRows(answer!),
      data: dataOf(reading, `/api/commitments/${reference}/wordings`, 'csv'),
    };
  }

  @Get('lineage')
  @Page('commitments/lineage')
  async lineage(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const id = await this.objects.id(reference);
    const [commitment, answer] = await Promise.all([
      this.held(id, reading),
      this.queries.execute(new GetLineage(reading.at, id)),
    ]);
    const head = commitmentHead(commitment);
    atItsAddress(asked, `${head.path}/lineage`);
    return { ...head, ...lineageView(answer!), data: dataOf(reading, `/api/commitments/${reference}/lineage`) };
  }

  private async held(id: string, { at }: Reading<ViewQuery>) {
    return this.objects.held(await this.queries.execute(new GetCommitment(at, id)), 'commitment', id, at);
  }
}
