import { eventType } from '../ledger/catalogue/define.js';
import { Day, Id, Ids, Ref, Text, Whole } from '../ledger/catalogue/fields.js';
import { publicationRules } from './report.decider.js';

/** What the publisher says of a report. */
export class Publication {
  @Ref('plan') planId!: string;
  @Whole({ min: 1, max: 1_000 }) version!: number;
  @Text({ max: 300 }) title!: string;
  @Day({ note: 'The date that the report bears.' }) reportDate!: string;
  @Ref('source', { note: 'The paper as it was published.' }) sourceId!: string;
  @Ref('meeting', { optional: true, note: 'The meeting it was made for.' }) meetingId?: string;
  @Ids({ optional: true, note: 'Nodes of the plan that it covers; the whole plan unless told.' }) scope?: string[];
}

/** The view that a report shows for ever is pinned by the service. */
export class ReportPublishedData extends Publication {
  @Day() asReportedOn!: string;
  @Whole({ min: 0, note: 'Number of entries.' }) atSize!: number;
}

export class NewReport extends Publication {
  @Id({ note: 'UUID or external id of the new report.' }) reportId!: string;
}

export const ReportPublished = eventType({
  name: 'ReportPublished',
  category: 'report',
  data: ReportPublishedData,
  key: ({ version }) => `publication/${version}`,
  permanent: true,
  rules: publicationRules,
});
