import type { View } from '../../statement.js';
import { OfObject } from '../view-query.js';
import type { ReportContent } from './report-content.answers.js';

/** What a version of a report shows; the newest of the view unless told. */
export class GetReportContent extends OfObject<ReportContent> {
  constructor(
    view: View,
    id: string,
    readonly version?: number,
  ) {
    super(view, id);
  }
}
