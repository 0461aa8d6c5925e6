import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Response } from 'express';
import { GetCoveringCheckpoint } from '../../../projections/seal/queries/checkpoints.queries.js';
import { GetCoverage } from '../../../projections/state/queries/report/coverage.queries.js';
import { GetReports } from '../../../projections/state/queries/report/report.queries.js';
import type { ReportDetail } from '../../../projections/state/queries/report/report-detail.answers.js';
import { CHANGE_KINDS, type ChangeKind } from '../../../projections/state/queries/view-change/view-change.answers.js';
import { GetChanges, GetFirstPromiseDay } from '../../../projections/state/queries/view-change/view-change.queries.js';
import type { View } from '../../../projections/state/statement.js';
import { ProblemError } from '../../http/problem.js';
import { Objects } from '../../http/view/objects.js';
import { Asks, ChoiceParameter, ViewQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { comparedWith } from '../../reports/compared.js';
import { changesList } from '../changes/changes.view.js';
import { dataOf, feedBeside } from '../data-links.js';
import { reportDocx } from '../docx/report-docx.js';
import { Kept } from '../layout/kept.js';
import { entriesOf } from '../layout/view-line.js';
import { pageOf } from '../links.js';
import { atItsAddress } from '../one-address.js';
import { type InPublishedView, KeptForSeconds, Page } from '../page.js';
import { wordsIn } from '../render/words.js';
import { Site } from '../site.js';
import type { PageAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';
import { Asked } from '../time/time-in-path.js';
import { findingsByRule } from './coverage.view.js';
import { PublishedReports } from './published-reports.js';
import { reportHead, sectionAt, sectionsOf, standingOf } from './report.view.js';
import { type Covered, coveredIn, type ReportLine, reportsPage } from './report-list.view.js';

const WORD_FILE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

class ReportsQuery extends ViewQuery {
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

class ReportQuery extends ViewQuery {
  @WholeParameter('Of this version; the newest unless told.', 1, 1_000) version?: number;
}

class ReportChangesQuery extends ViewQuery {
  @ChoiceParameter('Of this kind.', CHANGE_KINDS) kind?: ChangeKind;
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

@Controller('reports')
export class ReportsPages {
  private readonly coverages = new Kept<Covered | null>(1_000);

  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
    private readonly reports: PublishedReports,
    private readonly site: Site,
  ) {}

  @Get()
  @Page('reports/reports', ReportsQuery)
  async list(@InReading() reading: Reading<ReportsQuery>) {
    const reports = await this.queries.execute(new GetReports(reading.at));
    const page = reportsPage(reports, reading.query.page);
    const lines = page.days.flatMap((day) => day.lines);
    return {
      ...page,
      covered: Object.fromEntries(
        await Promise.all(lines.map(async (line) => [line.id, await this.covered(line, reading)])),
      ),
      data: dataOf(reading, '/api/reports', 'csv'),
      feed: feedBeside('/reports'),
    };
  }

  @Get(':id.docx')
  @Asks(ReportQuery)
  @ApiExcludeEndpoint()
  async file(
    @Param('id') reference: string,
    @InReading() reading: Reading<ReportQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { document, shownIn } = await this.reports.version(reference, reading, reading.query.version);
    const cover = await this.queries.execute(new GetCoveringCheckpoint(entriesOf(shownIn)));
    const words = wordsIn(this.site.language, reading.view!.timeZone);
    const { id, version } = document;
    response.attachment(`report-${id}-version-${version}.docx`);
    return new StreamableFile(await reportDocx(document, words, cover?.lines), { type: WORD_FILE });
  }

  @Get(':id')
  @Page('reports/report', ReportQuery)
  @KeptForSeconds()
  async report(
    @Param('id') reference: string,
    @InReading() reading: Reading<ReportQuery>,
    @Asked() asked: PageAddress,
  ) {
    const { shownIn, head, report, content, data } = await this.version(reference, '', { reading, asked });
    return { shownIn, head, report, standing: standingOf(content), sections: sectionsOf(content, report), data };
  }

  @Get(':id/table')
  @Page('reports/table', ReportQuery)
  @KeptForSeconds()
  async table(@Param('id') reference: string, @InReading() reading: Reading<ReportQuery>, @Asked() asked: PageAddress) {
    const { shownIn, head, report, data } = await this.version(reference, '/table', { reading, asked });
    return { shownIn, head, report, data };
  }

  @Get(':id/themes/:place')
  @Page('reports/theme', ReportQuery)
  @KeptForSeconds()
  async theme(
    @Param() { id, place }: { id: string; place: string },
    @InReading() reading: Reading<ReportQuery>,
    @Asked() asked: PageAddress,
  ) {
    if (!/^[1-9]\d{0,3}$/.test(place))
      throw new ProblemError(404, 'unknown-row', 'Parts of a report are counted from 1');
    const found = await this.version(id, `/themes/${place}`, { reading, asked });
    const { shownIn, head, report, content, data } = found;
    return { shownIn, head, report, ...sectionAt(sectionsOf(content, report), Number(place)), data };
  }

  @Get(':id/coverage')
  @Page('reports/coverage')
  @KeptForSeconds()
  async coverage(
    @Param('id') reference: string,
    @InReading() reading: Reading<ViewQuery>,
    @Asked() asked: PageAddress,
  ) {
    const { at } = reading;
    const detail = await this.detail(reference, '/coverage', { reading, asked });
    const coverage = await this.objects.held(
      await this.queries.execute(new GetCoverage(at, detail.id)),
      ...(['report', detail.id, at] as const),
    );
    return {
      ...aboutOf(detail),
      coverage,
      rules: findingsByRule(coverage),
      data: dataOf(reading, `/api/reports/${reference}/coverage`, 'csv'),
    };
  }

  @Get(':id/versions')
  @Page('reports/versions')
  async versions(
    @Param('id') reference: string,
    @InReading() reading: Reading<ViewQuery>,
    @Asked() asked: PageAddress,
  ) {
    const detail = await this.detail(reference, '/versions', { reading, asked });
    return { ...aboutOf(detail), data: dataOf(reading, `/api/reports/${reference}/versions`, 'csv') };
  }

  @Get(':id/changes')
  @Page('reports/changes', ReportChangesQuery)
  @KeptForSeconds()
  async changes(
    @Param('id') reference: string,
    @InReading() reading: Reading<ReportChangesQuery>,
    @Asked() asked: PageAddress,
  ) {
    const detail = await this.detail(reference, '/changes', { reading, asked });
    const about = aboutOf(detail);
    const { before } = detail;
    const shared = { ...about, before: before ?? null, data: this.data(reference, 'changes', reading) };
    // Compared with nothing all of it would be new, line by line, which says no more than that.
    if (!before) {
      const { view } = about.shownIn;
      const promisedOn = await this.queries.execute(new GetFirstPromiseDay(view, detail.plan?.id));
      return { ...shared, changes: null, promisedOn: promisedOn && promisedOn < view.asReportedOn ? promisedOn : null };
    }
    return { ...shared, changes: await this.compared(before, about.shownIn.view, { detail, reading, at: 'changes' }) };
  }

  @Get(':id/now')
  @Page('reports/now', ReportChangesQuery)
  @KeptForSeconds()
  async now(
    @Param('id') reference: string,
    @InReading() reading: Reading<ReportChangesQuery>,
    @Asked() asked: PageAddress,
  ) {
    const detail = await this.detail(reference, '/now', { reading, asked });
    const { shownIn, ...about } = aboutOf(detail);
    const changes = await this.compared(shownIn.view, reading.at, { detail, reading, at: 'now' });
    return { ...about, changes, data: this.data(reference, 'now', reading) };
  }

  /** It stays the same while the same entry says how the report was published. */
  private covered({ id, entry }: ReportLine, { at }: Reading<ViewQuery>): Promise<Covered | null> {
    return this.coverages.get(entry, async () => {
      const coverage = await this.queries.execute(new GetCoverage(at, id));
      return coverage ? coveredIn(coverage) : null;
    });
  }

  private async version(
    reference: string,
    page: string,
    { reading, asked }: { reading: Reading<ReportQuery>; asked: PageAddress },
  ) {
    const { version } = reading.query;
    const { detail, content, document, shownIn } = await this.reports.version(reference, reading, version);
    const head = reportHead(detail, content);
    atItsAddress(asked, head.path + page, searchWith(reading.query));
    const data = dataOf(reading, `/api/reports/${reference}/content`, undefined, { version });
    return { shownIn, head, report: document, content, data };
  }

  private async detail(
    reference: string,
    page: string,
    { reading, asked }: { reading: Reading<ViewQuery>; asked: PageAddress },
  ): Promise<ReportDetail> {
    const detail = await this.reports.detail(reference, reading);
    atItsAddress(asked, pageOf('report', detail) + page, searchWith(reading.query));
    return detail;
  }

  private async compared(
    from: View,
    to: View,
    { detail, reading, at }: { detail: ReportDetail; reading: Reading<ReportChangesQuery>; at: 'changes' | 'now' },
  ) {
    const { kind, page } = reading.query;
    const found = await this.queries.execute(new GetChanges(to, comparedWith(from, detail)));
    return changesList(found, { path: `${pageOf('report', detail)}/${at}`, kind, page });
  }

  private data(reference: string, of: 'changes' | 'now', reading: Reading<ReportChangesQuery>) {
    return dataOf(reading, `/api/reports/${reference}/${of}`, 'csv', { kind: reading.query.kind });
  }
}

/** A report on pages that are about it, rather than show it. */
function aboutOf(detail: ReportDetail): InPublishedView & { report: ReportDetail; path: string } {
  const { id, title, asReportedOn, atSize, from } = detail;
  const view = { asReportedOn: asReportedOn!, atSize: atSize! };
  return { shownIn: { id, title, view, entry: from.index }, report: detail, path: pageOf('report', { id })! };
}
