import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { CommitmentAnswer } from '../../projections/state/queries/commitment.answers.js';
import { HistoryAnswer } from '../../projections/state/queries/history.answers.js';
import { LineageAnswer } from '../../projections/state/queries/lineage/lineage.answers.js';
import { GetLineage } from '../../projections/state/queries/lineage/lineage.queries.js';
import { GetCommitment, GetCommitmentHistory } from '../../projections/state/queries/queries.js';
import { WordingHistory } from '../../projections/state/queries/wording/wording.answers.js';
import { GetWordings } from '../../projections/state/queries/wording/wording.queries.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ListQuery, ViewQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

@ApiTags('Commitments')
@Controller('api/commitments')
export class CommitmentsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

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
  @Answers('Every version of the words of a promise, each compared word by word with the one before', ViewQuery, {
    one: WordingHistory,
  })
  async wordings(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetWordings(reading.at, id));
    return this.objects.held(answer, 'commitment', id, reading.at);
  }
}
