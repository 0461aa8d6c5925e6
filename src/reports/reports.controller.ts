import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { GetReports } from '../../projections/state/queries/queries.js';
import { ReportCoverage } from '../../projections/state/queries/report/coverage.answers.js';
import { GetCoverage } from '../../projections/state/queries/report/coverage.queries.js';
import { ReportAnswer } from '../../projections/state/queries/report.answers.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ListQuery, ViewQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

@ApiTags('Reports')
@Controller('api/reports')
export class ReportsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('Published reports and the views that they pin, the newest first', ListQuery, { pageOf: ReportAnswer })
  async list(@InReading() reading: Reading<ListQuery>) {
    return pageOf(await this.queries.execute(new GetReports(reading.at)), reading);
  }

  @Get(':id/coverage')
  @ApiId('report')
  @Answers('What a report leaves out of its scope, in the view that it pins', ViewQuery, { one: ReportCoverage })
  async coverage(@Param('id') reference: string, @InReading() { at }: Reading) {
    const id = await this.objects.id(reference);
    return this.objects.held(await this.queries.execute(new GetCoverage(at, id)), 'report', id, at);
  }
}
