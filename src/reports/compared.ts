import type { ReportDetail } from '../../projections/state/queries/report/report-detail.answers.js';
import type { ChangeFilter } from '../../projections/state/queries/view-change/view-change.queries.js';
import type { View } from '../../projections/state/statement.js';

/** What a report is compared by, with a view or another report: as far as it covers its plan, and without itself. */
export function comparedWith(from: View, { id, version, plan, scope }: ReportDetail): ChangeFilter {
  return {
    from: from.asReportedOn,
    fromSize: from.atSize,
    plan: plan?.id,
    scope: scope.map((part) => part.id),
    publication: { report: id, version },
  };
}
