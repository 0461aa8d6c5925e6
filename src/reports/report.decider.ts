import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import type { ReportPublishedData } from './report.events.js';

export function publicationRules(data: ReportPublishedData, { entry, target }: Situation): Finding[] {
  const pinned = target?.statement.data as Partial<ReportPublishedData> | undefined;
  const moved = !!pinned && (pinned.asReportedOn !== data.asReportedOn || pinned.atSize !== data.atSize);
  return [
    // Reports of today need a draft, a review and an approval; a paper of the past has had its own.
    entry === 'live' && refusal('', 'The report must be approved first', 'not-approved'),
    moved && refusal('atSize', 'A published report keeps the view that it shows'),
  ];
}
