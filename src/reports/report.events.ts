import { eventType } from '../ledger/catalogue/define.js';
import { Day, Id, Ids, Narrative, Ref, Sha256, Text, Whole } from '../ledger/catalogue/fields.js';
import { streamOf } from '../ledger/ids.js';
import { aboutTarget, noUpdateRules } from './no-update.decider.js';
import {
  amendmentRules,
  aroundPublication,
  layingRules,
  meetingsBodies,
  publicationRules,
  withdrawalRules,
} from './report.decider.js';

/** What the publisher says of a report. */
export class Publication {
  @Ref('plan') planId!: string;
  @Whole({ min: 1, max: 1_000 }) version!: number;
  @Text({ max: 300, search: 'A' }) title!: string;
  @Day({ note: 'The date that the report bears.' }) reportDate!: string;
  @Ref('source', { optional: true, note: 'The paper as it was published; a report of this ledger has none.' })
  sourceId?: string;
  @Ref('meeting', { optional: true, note: 'The meeting it was made for.' }) meetingId?: string;
  @Ids({ optional: true, note: 'Nodes of the plan that it covers; the whole plan unless told.' }) scope?: string[];
  @Text({ optional: true, max: 40, note: 'The template whose columns it shows.' }) template?: string;
  @Whole({ optional: true, min: 1 }) templateVersion?: number;
}

/** The view that a report shows for ever is pinned by the service. */
class PinnedPublication extends Publication {
  @Day() asReportedOn!: string;
  @Whole({ min: 0, note: 'Number of entries.' }) atSize!: number;
  @Sha256({ optional: true, note: 'Of what it shows; reports that were read from their papers have none.' })
  contentSha256?: string;
  @Whole({ optional: true, min: 1, note: 'The draft it was made from.' }) draftVersion?: number;
}

export class ReportPublishedData extends PinnedPublication {}

export class ReportAmendedData extends PinnedPublication {
  @Whole({ min: 1 }) supersedesVersion!: number;
  @Narrative({ missing: 'Say why the report is amended' }) reason!: string;
  @Narrative({ missing: 'Say what is different' }) summary!: string;
}

export class NewReport extends Publication {
  @Id({ note: 'UUID or external id of the report.' }) reportId!: string;
}

export class Amendment extends Publication {
  @Narrative({ missing: 'Say why the report is amended' }) reason!: string;
  @Narrative({ missing: 'Say what is different' }) summary!: string;
  @Ref('report', { note: 'The report, by UUID or external id.' }) reportId!: string;
}

export class ReportWithdrawnData {
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class ReportLaidBeforeData {
  @Ref('meeting') meetingId!: string;
  @Id({ optional: true, note: 'The agenda item.' }) itemId?: string;
}

export class NoUpdateGivenData {
  @Id({ note: 'A theme or commitment of the plan.' }) target!: string;
  @Narrative({ missing: 'Say why there is no update' }) reason!: string;
}

export const ReportPublished = eventType({
  name: 'ReportPublished',
  category: 'report',
  data: ReportPublishedData,
  key: ({ version }) => `publication/${version}`,
  permanent: true,
  gather: aroundPublication,
  rules: publicationRules,
});

export const ReportAmended = eventType({
  name: 'ReportAmended',
  category: 'report',
  data: ReportAmendedData,
  key: ({ version }) => `publication/${version}`,
  permanent: true,
  gather: aroundPublication,
  rules: amendmentRules,
});

export const ReportWithdrawn = eventType({
  name: 'ReportWithdrawn',
  category: 'report',
  data: ReportWithdrawnData,
  key: () => 'withdrawal',
  rules: withdrawalRules,
});

export const ReportLaidBefore = eventType({
  name: 'ReportLaidBefore',
  category: 'report',
  data: ReportLaidBeforeData,
  key: ({ meetingId }) => `laid/${meetingId}`,
  gather: async ({ meetingId }, { lookups, own }) =>
    meetingsBodies(own, await lookups.history(streamOf('meeting', meetingId)), lookups),
  rules: layingRules,
});

export const NoUpdateGiven = eventType({
  name: 'NoUpdateGiven',
  category: 'report',
  data: NoUpdateGivenData,
  key: ({ target }) => `no-update/${target}`,
  gather: aboutTarget,
  rules: noUpdateRules,
});
