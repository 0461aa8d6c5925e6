import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetReport } from '../../../projections/state/queries/report/report.queries.js';
import type { ReportContent } from '../../../projections/state/queries/report/report-content.answers.js';
import { GetReportContent } from '../../../projections/state/queries/report/report-content.queries.js';
import type { ReportDetail } from '../../../projections/state/queries/report/report-detail.answers.js';
import { GetStatusSchemes } from '../../../projections/state/queries/scheme/scheme.queries.js';
import { Objects } from '../../http/view/objects.js';
import type { Reading } from '../../http/view/reading.js';
import { noSuchVersion } from '../../reports/reports.controller.js';
import type { PublishedView } from '../layout/view-line.js';
import { StatusLooks } from '../parts/status-shapes.js';
import { wordsIn } from '../render/words.js';
import { type ReportDocument, reportDocument } from '../report-document.js';
import { Site } from '../site.js';

/** A version of a published report: what it shows, and what became of it since. */
export interface PublishedReport {
  detail: ReportDetail;
  content: ReportContent;
  document: ReportDocument;
  shownIn: PublishedView;
}

/** Finds published reports for the pages that show them, and for files made of them. */
@Injectable()
export class PublishedReports {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
    private readonly site: Site,
  ) {}

  /** @throws ProblemError 404 `unknown-object`, `unknown-version` */
  async detail(reference: string, { at }: Pick<Reading, 'at'>): Promise<ReportDetail> {
    const id = await this.objects.id(reference);
    return this.objects.held(await this.queries.execute(new GetReport(at, id)), 'report', id, at);
  }

  /**
   * @param version the newest of the view unless told
   * @throws ProblemError 404 `unknown-object`, `unknown-version`
   */
  async version(reference: string, reading: Pick<Reading, 'at' | 'view'>, version?: number): Promise<PublishedReport> {
    const { at, view: { timeZone } = {} } = reading;
    const id = await this.objects.id(reference);
    const [detail, content] = await Promise.all([
      this.detail(reference, reading),
      this.queries.execute(new GetReportContent(at, id, version)),
    ]);
    if (!content) throw noSuchVersion();
    const view = { asReportedOn: content.pinnedDay, atSize: content.pinnedSize };
    const looks = new StatusLooks(await this.queries.execute(new GetStatusSchemes(view)));
    const { language } = this.site;
    const words = wordsIn(language, timeZone ?? 'UTC');
    return {
      ...{ detail, content, document: reportDocument(content, { language, looks, words }) },
      shownIn: { id, title: content.title, view, entry: content.from.index },
    };
  }
}
