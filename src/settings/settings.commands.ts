import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandFor } from '../ledger/catalogue/define.js';
import { AreaListPublished, ReportTemplatePublished, StatusSchemePublished } from './settings.events.js';

const ADMINISTRATOR = ['administrator'] as const;

export const settings: Feature = {
  events: [StatusSchemePublished, ReportTemplatePublished, AreaListPublished],
  commands: [
    commandFor('PublishStatusScheme', 'Publish a version of a status scheme', StatusSchemePublished, ADMINISTRATOR),
    commandFor(
      'PublishReportTemplate',
      'Publish a version of a report template',
      ReportTemplatePublished,
      ADMINISTRATOR,
    ),
    commandFor('PublishAreaList', 'Publish the list of areas', AreaListPublished, ADMINISTRATOR),
  ],
};
