import { OfObject } from '../view-query.js';
import type { ReportDetail } from './report-detail.answers.js';

/** A published report with all that became of it. */
export class GetReport extends OfObject<ReportDetail> {}
