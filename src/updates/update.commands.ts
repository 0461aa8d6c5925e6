import type { Role } from '../access/roles.js';
import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandFor, commandType, payloadOf } from '../ledger/catalogue/define.js';
import { Id, Ids } from '../ledger/catalogue/fields.js';
import { citationsIn } from '../ledger/catalogue/walk.js';
import { citationRules } from './update.decider.js';
import {
  ProgressBlocksTargeted,
  ProgressFigureLinked,
  ProgressFigureUnlinked,
  ProgressReported,
  ProgressReportedData,
  ProgressTargeted,
} from './update.events.js';

const EDITORS: readonly Role[] = ['reporting-officer', 'policy-officer'];
const LINKERS: readonly Role[] = ['reporting-officer', 'data-owner'];

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

const ReportProgressDto = commandDto('ReportProgress', NewUpdate);

const ReportProgress = commandType({
  name: 'ReportProgress',
  summary: 'Record what a report says about themes or commitments',
  dto: ReportProgressDto,
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
  rules: (command, situation) => citationRules(!citationsIn(ReportProgressDto, command).next().done, situation),
});

export const updates: Feature = {
  events: [ProgressReported, ProgressTargeted, ProgressBlocksTargeted, ProgressFigureLinked, ProgressFigureUnlinked],
  commands: [
    ReportProgress,
    commandFor('RetargetProgress', 'Change what an update is about', ProgressTargeted, ['reporting-officer']),
    commandFor(
      'TargetProgressBlocks',
      'Say what single paragraphs of an update are about',
      ProgressBlocksTargeted,
      EDITORS,
    ),
    commandFor(
      'LinkProgressFigure',
      'Link words of an update to the figure that they state',
      ProgressFigureLinked,
      LINKERS,
    ),
    commandFor(
      'UnlinkProgressFigure',
      'Record that words of an update do not state that figure',
      ProgressFigureUnlinked,
      LINKERS,
    ),
  ],
};
