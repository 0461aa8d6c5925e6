import { OfObject, OfView } from '../view-query.js';
import type { ReportAnswer } from './report.answers.js';
import type { ReportDetail } from './report-detail.answers.js';

/** A published report with all that became of it. */
export class GetReport extends OfObject<ReportDetail> {}

export class GetReports extends OfView<ReportAnswer[]> {}
