import type { JsonObject } from '../integrity/canonical-json.js';
import type { Statement, StreamView } from '../ledger/history.js';

/** Where a report stands: on its way to the public, before it, or taken back. */
export type ReportState = 'draft' | 'inReview' | 'approved' | 'published' | 'withdrawn';

/** What a report's workflow and publications come to in a view; `undefined` for one that was only read from a paper. */
export function stateOf(own: StreamView): ReportState | undefined {
  if (own.get('withdrawal')) return 'withdrawn';
  const workflow = own.get('workflow')?.data;
  const published = publications(own).at(-1);
  if (!workflow) return published && 'published';
  const isOut = workflow.state === 'approved' && published?.data.draftVersion === workflow.draftVersion;
  return isOut ? 'published' : (workflow.state as ReportState);
}

/** Publications of a report by their versions. */
export function publications(own: StreamView): Statement[] {
  const listed = own.list('publication/*');
  return listed.sort((a, b) => Number(a.data.version) - Number(b.data.version));
}

/** What a report covers as it was last said. */
function scopeOf(own: StreamView): string[] {
  const said = own.get('scope') ?? own.get('workflow') ?? publications(own).at(-1);
  return (said?.data.scope as string[] | undefined) ?? [];
}

/** What every step of the workflow states again, as the last one left it. */
export function inWork(own: StreamView): JsonObject {
  const { title, planId, meetingId, reportDate, template, templateVersion } = own.get('workflow')?.data ?? {};
  return present({ title, planId, meetingId, reportDate, template, templateVersion, scope: scopeOf(own) });
}

/** The draft that the last step of the workflow was about. */
export function draftOf(own: StreamView): JsonObject {
  const { asReportedOn, draftVersion, draftSha256, contentSha256, coverage } = own.get('workflow')?.data ?? {};
  return present({ asReportedOn, draftVersion, draftSha256, contentSha256, coverage });
}

/** Without members that are `undefined`: absent is absent in every entry. */
export function present(members: Record<string, unknown>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as JsonObject;
}
