import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type StatementFilter, StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { NAMING, read } from '../read.js';
import { reports } from './report.assembler.js';
import { GetReport, GetReports } from './report.queries.js';
import { reportDetail } from './report-detail.assembler.js';

/** Everything said of reports, but for the steps on their way. */
const REPORTS: StatementFilter = {
  categories: ['report'],
  facets: ['publication/*', 'no-update/*', 'laid/*', 'withdrawal'],
};

@QueryHandler(GetReports)
export class ReportsHandler implements IQueryHandler<GetReports> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view }: GetReports) {
    return cited(this.reader, view, reports(await read(this.reader, view, { categories: ['report'] }, NAMING)));
  }
}

@QueryHandler(GetReport)
export class ReportHandler implements IQueryHandler<GetReport> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetReport) {
    return cited(this.reader, view, reportDetail(id, await read(this.reader, view, REPORTS, NAMING)));
  }
}

export const reportHandlers = [ReportsHandler, ReportHandler];
