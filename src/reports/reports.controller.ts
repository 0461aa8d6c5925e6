import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { GetReports } from '../../projections/state/queries/queries.js';
import { ReportAnswer } from '../../projections/state/queries/report.answers.js';
import { Answers } from '../http/view/answers.js';
import { pageOf } from '../http/view/page.js';
import { ListQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

@ApiTags('Reports')
@Controller('api/reports')
export class ReportsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Answers('Published reports and the views that they pin, the newest first', ListQuery, { pageOf: ReportAnswer })
  async list(@InReading() reading: Reading<ListQuery>) {
    return pageOf(await this.queries.execute(new GetReports(reading.at)), reading);
  }
}
