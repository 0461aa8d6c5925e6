import type { JsonObject } from '../../../../src/integrity/canonical-json.js';
import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry, View } from '../../statement.js';
import { slotsOf } from '../slots.js';
import { type CoveredReport, covered, daysOf } from './published.js';

/**
 * A version of a report as it was put before the public. A later correction of its entry puts right what is said of the
 * report, not what it shows: everything here is from the entry itself.
 */
export interface PublishedVersion {
  /** Counted from 1. */
  version: number;
  entry: HistoryEntry & { reportedOn: Day };
  data: JsonObject;
  /** The view that it shows for ever. */
  pinned: View;
  report: CoveredReport;
  /** SHA-256 of its content; absent where the paper it was read from is what was published. */
  contentSha256?: string;
  /** What the coverage check had found when it was submitted, by the names of the findings. */
  coverage: string[];
}

/**
 * The versions of a report that had been published by a day, the first at the front.
 *
 * @param history of the report, as far as the ledger of the view goes
 */
export function publishedVersions(id: string, history: readonly HistoryEntry[], by: Day): PublishedVersion[] {
  const entries = slotsOf(history, by).flatMap(({ original }) =>
    original.kind === 'ReportPublished' || original.kind === 'ReportAmended' ? [original] : [],
  );
  const inOrder = entries
    .filter(({ type, kind }) => type === kind)
    .sort((a, b) => Number(a.data.version) - Number(b.data.version));
  return inOrder.map((entry, index) => {
    const { data } = entry;
    const contentSha256 = data.contentSha256 as string | undefined;
    return {
      version: Number(data.version),
      entry,
      data,
      pinned: { asReportedOn: String(data.asReportedOn), atSize: Number(data.atSize) },
      report: covered(id, data, daysOf(inOrder.slice(0, index + 1))),
      ...(contentSha256 ? { contentSha256 } : {}),
      coverage: contentSha256 ? coverageOf(contentSha256, history) : [],
    };
  });
}

/** What stood in the coverage check of what was approved. */
function coverageOf(contentSha256: string, history: readonly HistoryEntry[]): string[] {
  const approved = history.findLast(
    ({ type, data }) => type === 'ReportApproved' && data.contentSha256 === contentSha256,
  );
  return ((approved?.data.coverage ?? []) as { finding: string }[]).map(({ finding }) => finding);
}
