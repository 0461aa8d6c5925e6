import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { CoverageLine, ReportCoverage } from '../../projections/state/queries/report/coverage.answers.js';
import { GetCoverage } from '../../projections/state/queries/report/coverage.queries.js';
import { ReportAnswer } from '../../projections/state/queries/report/report.answers.js';
import { GetReport, GetReports } from '../../projections/state/queries/report/report.queries.js';
import { ReportContent } from '../../projections/state/queries/report/report-content.answers.js';
import { GetReportContent } from '../../projections/state/queries/report/report-content.queries.js';
import { ReportDetail, ReportVersion } from '../../projections/state/queries/report/report-detail.answers.js';
import {
  CHANGE_KINDS,
  ChangeCounts,
  type ChangeKind,
  ChangeLine,
  ViewBefore,
} from '../../projections/state/queries/view-change/view-change.answers.js';
import { BEFORE_EVERYTHING, GetChanges } from '../../projections/state/queries/view-change/view-change.queries.js';
import type { View } from '../../projections/state/statement.js';
import { ProblemError } from '../http/problem.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, ListQuery, TableQuery, ViewQuery, WholeParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { comparedWith } from './compared.js';

/** The report is there, and has no version of this number in the view. */
export function noSuchVersion(): ProblemError {
  return new ProblemError(404, 'unknown-version', 'This report has no such version in this view', { field: 'version' });
}

export class ReportContentQuery extends ViewQuery {
  @WholeParameter('Of this version; the newest of the view unless told.', 1, 1_000) version?: number;
}

export class ReportChangesQuery extends ListQuery {
  @ChoiceParameter('Of this kind.', CHANGE_KINDS) kind?: ChangeKind;
}

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

  @Get(':id')
  @ApiId('report')
  @Answers('A published report with its versions, and all that became of it', ViewQuery, { one: ReportDetail })
  report(@Param('id') reference: string, @InReading() { at }: Reading) {
    return this.held(reference, at);
  }

  @Get(':id/versions')
  @ApiId('report')
  @Answers('The publications of a report, the newest first', ListQuery, { pageOf: ReportVersion })
  async versions(@Param('id') reference: string, @InReading() reading: Reading<ListQuery>) {
    return pageOf((await this.held(reference, reading.at)).versions, reading);
  }

  @Get(':id/content')
  @ApiId('report')
  @Answers('What a version of a report shows, row by row, in the view that it pins', ReportContentQuery, {
    one: ReportContent,
  })
  async content(@Param('id') reference: string, @InReading() { at, query }: Reading<ReportContentQuery>) {
    const id = await this.objects.id(reference);
    const content = await this.queries.execute(new GetReportContent(at, id, query.version));
    if (content) return content;
    await this.held(reference, at);
    throw noSuchVersion();
  }

  @Get(':id/coverage')
  @ApiId('report')
  @Answers('What a report leaves out of its scope, in the view that it pins', TableQuery, {
    one: ReportCoverage,
    table: { of: CoverageLine, from: ({ findings }: ReportCoverage) => findings },
  })
  async coverage(@Param('id') reference: string, @InReading() { at }: Reading) {
    const id = await this.objects.id(reference);
    return this.objects.held(await this.queries.execute(new GetCoverage(at, id)), 'report', id, at);
  }

  @Get(':id/now')
  @ApiId('report')
  @Answers(
    'What is known now otherwise than a report shows it: later reports, restatements and corrections, told apart',
    ReportChangesQuery,
    { pageOf: ChangeLine, beside: { from: ViewBefore, summary: ChangeCounts } },
  )
  async now(@Param('id') reference: string, @InReading() reading: Reading<ReportChangesQuery>) {
    const report = await this.held(reference, reading.at);
    const pinned = { asReportedOn: report.asReportedOn!, atSize: report.atSize! };
    return this.compared(pinned, reading.at, report, reading);
  }

  @Get(':id/changes')
  @ApiId('report')
  @Answers('What a report shows otherwise than the report before it of the same plan', ReportChangesQuery, {
    pageOf: ChangeLine,
    beside: { from: ViewBefore, summary: ChangeCounts },
  })
  async changes(@Param('id') reference: string, @InReading() reading: Reading<ReportChangesQuery>) {
    const report = await this.held(reference, reading.at);
    const pinned = { asReportedOn: report.asReportedOn!, atSize: report.atSize! };
    const from = report.before ?? { asReportedOn: BEFORE_EVERYTHING, atSize: pinned.atSize };
    return this.compared(from, pinned, report, reading);
  }

  private async held(reference: string, at: View): Promise<ReportDetail> {
    const id = await this.objects.id(reference);
    return this.objects.held(await this.queries.execute(new GetReport(at, id)), 'report', id, at);
  }

  private async compared(from: View, to: View, report: ReportDetail, reading: Reading<ReportChangesQuery>) {
    const filter = { ...comparedWith(from, report), kind: reading.query.kind };
    const { lines, ...beside } = await this.queries.execute(new GetChanges(to, filter));
    return { ...beside, ...pageOf(lines, reading) };
  }
}
