import type { EventType, Feature } from '../ledger/catalogue/catalogue.js';
import { commandFor } from '../ledger/catalogue/define.js';
import {
  ProgrammeBroughtTo,
  ProgrammeItemDelivered,
  ProgrammeItemDropped,
  ProgrammeItemMoved,
  ProgrammeItemPlanned,
  ProgrammeItemScheduled,
  WorkProgrammeAgreed,
} from './programme.events.js';

const secretary = (name: string, summary: string, event: EventType, more: { creates?: boolean } = {}) =>
  commandFor(name, summary, event, ['board-secretary'], more);

export const programmes: Feature = {
  events: [
    WorkProgrammeAgreed,
    ProgrammeItemPlanned,
    ProgrammeItemScheduled,
    ProgrammeItemMoved,
    ProgrammeItemDelivered,
    ProgrammeItemDropped,
    ProgrammeBroughtTo,
  ],
  commands: [
    secretary('AgreeWorkProgramme', 'Record an agreed work programme', WorkProgrammeAgreed, { creates: true }),
    secretary('PlanProgrammeItem', 'Put a subject into a work programme', ProgrammeItemPlanned),
    secretary('ScheduleProgrammeItem', 'Say for which meeting a subject is planned', ProgrammeItemScheduled),
    secretary('MoveProgrammeItem', 'Move a subject to another meeting', ProgrammeItemMoved),
    secretary('DeliverProgrammeItem', 'Record that a planned subject was brought', ProgrammeItemDelivered),
    secretary('DropProgrammeItem', 'Record that a planned subject was given up', ProgrammeItemDropped),
    secretary('BringProgrammeTo', 'Record that a work programme was before a meeting', ProgrammeBroughtTo),
  ],
};
