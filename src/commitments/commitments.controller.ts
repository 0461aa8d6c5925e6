import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { CommitmentAnswer, CommitmentLine } from '../../projections/state/queries/commitment/commitment.answers.js';
import { GetCommitment, GetCommitments } from '../../projections/state/queries/commitment/commitment.queries.js';
import { HistoryAnswer } from '../../projections/state/queries/history/history.answers.js';
import { GetCommitmentHistory } from '../../projections/state/queries/history/history.queries.js';
import { LineageAnswer } from '../../projections/state/queries/lineage/lineage.answers.js';
import { GetLineage } from '../../projections/state/queries/lineage/lineage.queries.js';
import { WordingHistory, WordingVersion } from '../../projections/state/queries/wording/wording.answers.js';
import { GetWordings } from '../../projections/state/queries/wording/wording.queries.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import {
  ChoiceParameter,
  IdParameter,
  ListQuery,
  TableQuery,
  TextParameter,
  ViewQuery,
  WordsParameter,
} from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

class CommitmentsQuery extends ListQuery {
  @IdParameter('Of this plan.') plan?: string;
  @IdParameter('In this plan, priority or theme, at any depth.') under?: string;
  @TextParameter('With this status, by its id in its scheme such as on-track, or notStated.', 60) status?: string;
  @ChoiceParameter('Whose assessment the status is; officer unless told. Without a status: that anybody has made.', [
    'officer',
    'panel',
  ])
  assessment?: 'officer' | 'panel';
  @TextParameter('With a status for this area alone, by its code or name.', 200) area?: string;
  @IdParameter('That this body leads on, promised or delivers.') body?: string;
  @IdParameter('With this tag of their plan.') tag?: string;
  @ChoiceParameter('true: no update says anything about it, though one may name it.', ['true', 'false']) noUpdate?:
    | 'true'
    | 'false';
  @ChoiceParameter('true: its target date has passed, and no status closes it.', ['true', 'false'])
  overdue?: 'true' | 'false';
  @WordsParameter('All of these stand in the words in force.') words?: string[];
}

@ApiTags('Commitments')
@Controller('api/commitments')
export class CommitmentsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('Promises of all plans, each with how it stands, in the order of the plans', CommitmentsQuery, {
    pageOf: CommitmentLine,
  })
  async list(@InReading() reading: Reading<CommitmentsQuery>) {
    const { plan, under, status, assessment, area, body, tag, noUpdate, overdue, words } = reading.query;
    const filter = {
      ...{ status, assessment, area, words },
      plan: await this.objects.idOf(plan),
      under: await this.objects.idOf(under),
      body: await this.objects.idOf(body),
      tag: await this.objects.idOf(tag),
      noUpdate: noUpdate && noUpdate === 'true',
      overdue: overdue && overdue === 'true',
    };
    return pageOf(await this.queries.execute(new GetCommitments(reading.at, filter)), reading);
  }

  @Get(':id')
  @ApiId('commitment')
  @Answers('One promise, with everything known of it', ViewQuery, { one: CommitmentAnswer })
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetCommitment(reading.at, id));
    return this.objects.held(answer, 'commitment', id, reading.at);
  }

  @Get(':id/history')
  @ApiId('commitment')
  @Answers('Every entry about a promise, its updates and its milestones, in the order of the ledger', ListQuery, {
    pageOf: HistoryAnswer,
  })
  async history(@Param('id') reference: string, @InReading() reading: Reading<ListQuery>) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetCommitmentHistory(reading.at, id));
    return pageOf(await this.objects.held(answer, 'commitment', id, reading.at), reading);
  }

  @Get(':id/lineage')
  @ApiId('commitment')
  @Answers('Where a promise came from and what became of it, in this plan and in those before and after', ViewQuery, {
    one: LineageAnswer,
  })
  async lineage(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetLineage(reading.at, id));
    return this.objects.held(answer, 'commitment', id, reading.at);
  }

  @Get(':id/wordings')
  @ApiId('commitment')
  @Answers('Every version of the words of a promise, each compared word by word with the one before', TableQuery, {
    one: WordingHistory,
    table: { of: WordingVersion, from: ({ versions }: WordingHistory) => versions },
  })
  async wordings(@Param('id') reference: string, @InReading() reading: Reading<TableQuery>) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetWordings(reading.at, id));
    return this.objects.held(answer, 'commitment', id, reading.at);
  }
}
