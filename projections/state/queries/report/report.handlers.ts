import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AuditTrailReader } from '../../../audit-trail/audit-trail.reader.js';
import { type StatementFilter, StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { readNamed } from '../read.js';
import { noticesIn } from './notices.reader.js';
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
    return cited(this.reader, view, reports(await readNamed(this.reader, view, REPORTS)));
  }
}

@QueryHandler(GetReport)
export class ReportHandler implements IQueryHandler<GetReport> {
  constructor(
    private readonly reader: StateReader,
    private readonly trail: AuditTrailReader,
  ) {}

  async execute({ view, id }: GetReport) {
    const { reader, trail } = this;
    const [facts, notices] = await Promise.all([
      readNamed(reader, view, REPORTS),
      noticesIn({ reader, trail }, view, id),
    ]);
    return cited(reader, view, reportDetail(id, facts, notices));
  }
}

export const reportHandlers = [ReportsHandler, ReportHandler];
