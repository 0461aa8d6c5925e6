import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandType, payloadOf } from '../ledger/catalogue/define.js';
import { NewReport, ReportPublished } from './report.events.js';

const PublishReport = commandType({
  name: 'PublishReport',
  summary: 'Publish a report from its original paper, as the last of its backfill',
  dto: commandDto('PublishReport', NewReport),
  category: 'report',
  roles: ['policy-officer', 'approver'],
  makes: [ReportPublished],
  creates: true,
  objectId: ({ reportId }) => reportId,
  plan: ({ planId }) => planId,
  events: (command, { reportedOn, publishedSize }) => [
    {
      type: ReportPublished,
      data: { ...payloadOf(ReportPublished, command), asReportedOn: reportedOn, atSize: publishedSize },
    },
  ],
  pinsSize: true,
  serviceSets: ['atSize', 'asReportedOn'],
});

export const reports: Feature = { events: [ReportPublished], commands: [PublishReport] };
