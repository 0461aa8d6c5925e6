import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandFor, commandType, payloadOf } from '../ledger/catalogue/define.js';
import { Id, Ids } from '../ledger/catalogue/fields.js';
import { ProgressReported, ProgressReportedData, ProgressTargeted } from './update.events.js';

/** An update is reported with what it is about. */
class NewUpdate extends ProgressReportedData {
  @Id({ note: 'UUID or external id of the new update.' }) updateId!: string;
  @Ids({
    least: 1,
    missing: 'Choose the theme or commitment this is about',
    note: 'Themes and commitments of the plan.',
  })
  targets!: string[];
}

const ReportProgress = commandType({
  name: 'ReportProgress',
  summary: 'Record what a report says about themes or commitments',
  dto: commandDto('ReportProgress', NewUpdate),
  category: 'update',
  roles: ['reporting-officer'],
  makes: [ProgressReported, ProgressTargeted],
  creates: true,
  objectId: ({ updateId }) => updateId,
  plan: ({ planId }) => planId,
  events: (command) => [
    { type: ProgressReported, data: payloadOf(ProgressReported, command) },
    { type: ProgressTargeted, data: { targets: command.targets } },
  ],
});

export const updates: Feature = {
  events: [ProgressReported, ProgressTargeted],
  commands: [
    ReportProgress,
    commandFor('RetargetProgress', 'Change what an update is about', ProgressTargeted, ['reporting-officer']),
  ],
};
