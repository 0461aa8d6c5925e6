import type { ViewCounts } from '../../../projections/audit-trail/queries/view-counts.query.js';
import type { View } from '../../../projections/state/statement.js';
import type { ViewDto } from '../../http/view/view.dto.js';
import type { Day } from '../../ledger/dates.js';
import { pageOf } from '../links.js';
import type { ReportChoice } from '../time/time-form.js';

/** A version of a report, and the view that it shows for ever. */
export interface PublishedView {
  id: string;
  title: string;
  view: View;
  /** 0-based place of the entry that published it. */
  entry: number;
}

/** How many entries hold it: those of its view, and its publication, in which its fingerprint stands. */
export function entriesOf({ view, entry }: PublishedView): number {
  return Math.max(view.atSize, entry + 1);
}

/** Which view a page shows, and what that leaves out. */
export interface ViewLine {
  kind: 'now' | 'dated' | 'pinned' | 'shown' | 'published';
  asReportedOn: Day;
  atSize: number;
  /** UTC instant at which the newest entry considered was recorded; `null` where there is none. */
  recordedUpTo: string | null;
  /** The report that pins this view. */
  report?: string;
  /** Path of that report, on its own pages. */
  onReport?: string;
  /** Entries reported after the day; 0 where that is not said. */
  notShown: number;
  loadedLater: number;
  loadedIn: ViewCounts['loadedIn'];
  /** The ledger holds nothing that was reported by then. */
  isEmpty: boolean;
  /** Entries that are published but not yet in the pages. */
  behind: number;
}

/** The line on the pages of a published report, which show the same whatever is known later. */
export function reportLine(
  { id, title, view }: Pick<PublishedView, 'id' | 'title' | 'view'>,
  { loadedLater, loadedIn }: Pick<ViewCounts, 'loadedLater' | 'loadedIn'>,
): ViewLine {
  return {
    ...{ kind: 'published', ...view, recordedUpTo: null, report: title, onReport: pageOf('report', { id }) },
    ...{ loadedLater, loadedIn, notShown: 0, behind: 0, isEmpty: false },
  };
}

/**
 * @param published size of the ledger
 * @param shown size that it showed at the end of the view's day; `null` where that is not known
 */
export function viewLine(
  view: Pick<ViewDto, 'asReportedOn' | 'atSize' | 'defaulted' | 'recordedUpTo'>,
  counts: ViewCounts,
  { published, reports, shown }: { published: number; reports: readonly ReportChoice[]; shown: number | null },
): ViewLine {
  const { asReportedOn = '', atSize, recordedUpTo, defaulted } = view;
  const isPinned = !defaulted.includes('atSize');
  const report = isPinned
    ? reports.find((one) => one.asReportedOn === asReportedOn && one.atSize === atSize)
    : undefined;
  const unpinned = defaulted.includes('asReportedOn') ? 'now' : 'dated';
  const kind = report ? 'published' : !isPinned ? unpinned : atSize === shown ? 'shown' : 'pinned';
  return {
    ...{ kind, asReportedOn, atSize, recordedUpTo },
    ...(report ? { report: report.title } : {}),
    notShown: kind === 'dated' ? counts.notShown : 0,
    loadedLater: counts.loadedLater,
    loadedIn: counts.loadedIn,
    isEmpty: counts.held === 0,
    behind: isPinned ? 0 : Math.max(0, published - atSize),
  };
}
