import type { Role } from '../access/roles.js';
import type { EventType, Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandFor, commandType, payloadOf } from '../ledger/catalogue/define.js';
import { DateMove, Due, datedBefore } from '../ledger/catalogue/due.js';
import { type Class, Id, Part, Parts, Ref } from '../ledger/catalogue/fields.js';
import { dueIn } from './milestone.decider.js';
import {
  MilestoneAttached,
  MilestoneAttachedData,
  MilestoneDated,
  MilestoneDetached,
  MilestoneMoved,
  MilestoneOutcomeReported,
  MilestonePromised,
  MilestonePromisedData,
  MilestoneReopened,
  MilestoneReplaced,
  MilestoneWithdrawn,
  Replacement,
  StateChange,
} from './milestone.events.js';

const OFFICER: readonly Role[] = ['reporting-officer'];

/** A milestone is promised with what it belongs to, and with its date where there is one. */
class NewMilestone extends MilestonePromisedData {
  @Id({ note: 'UUID or external id of the new milestone.' }) milestoneId!: string;
  @Ref('plan') planId!: string;
  @Part(() => Due, { optional: true }) due?: Due;
  @Parts(() => MilestoneAttachedData, {
    least: 1,
    most: 50,
    missing: 'Say which commitment, theme or plan this belongs to',
  })
  attached!: MilestoneAttachedData[];
}

const PromiseMilestone = commandType({
  name: 'PromiseMilestone',
  summary: 'Record a promise of a particular thing, with its date and what it belongs to',
  dto: commandDto('PromiseMilestone', NewMilestone),
  category: 'milestone',
  roles: OFFICER,
  makes: [MilestonePromised, MilestoneDated, MilestoneAttached],
  creates: true,
  objectId: ({ milestoneId }) => milestoneId,
  plan: ({ planId }) => planId,
  events: (command) => [
    { type: MilestonePromised, data: payloadOf(MilestonePromised, command) },
    ...(command.due ? [{ type: MilestoneDated, data: { due: command.due } }] : []),
    ...command.attached.map((data, index) => ({ type: MilestoneAttached, data, at: `attached[${index}]` })),
  ],
});

class MovedMilestone extends DateMove {
  @Id({ note: 'The milestone, by UUID or external id.' }) milestoneId!: string;
}

const MoveMilestone = commandType({
  name: 'MoveMilestone',
  summary: 'Record another date of a milestone; the date before and the kind of change are filled in',
  dto: commandDto('MoveMilestone', MovedMilestone),
  category: 'milestone',
  roles: OFFICER,
  makes: [MilestoneMoved],
  objectId: ({ milestoneId }) => milestoneId,
  events: (command, { own }) => [
    { type: MilestoneMoved, data: datedBefore(payloadOf(MilestoneMoved, command), command, dueIn(own)) },
  ],
});

/** A command whose event says, besides what is sent, which state the milestone is in from then on. */
function stateCommand(name: string, summary: string, sent: Class<StateChange>, event: EventType, state: string) {
  class Sent extends sent {
    milestoneId!: string;
  }
  Id({ note: 'The milestone, by UUID or external id.' })(Sent.prototype, 'milestoneId');
  return commandType({
    name,
    summary,
    dto: commandDto(name, Sent),
    category: 'milestone',
    roles: OFFICER,
    makes: [event],
    objectId: ({ milestoneId }) => milestoneId,
    events: (command) => [{ type: event, data: { ...payloadOf(event, command), state } }],
  });
}

export const milestones: Feature = {
  events: [
    MilestonePromised,
    MilestoneDated,
    MilestoneMoved,
    MilestoneAttached,
    MilestoneDetached,
    MilestoneOutcomeReported,
    MilestoneReopened,
    MilestoneWithdrawn,
    MilestoneReplaced,
  ],
  commands: [
    PromiseMilestone,
    commandFor('DateMilestone', 'Record the date of a milestone that had none', MilestoneDated, OFFICER),
    MoveMilestone,
    commandFor('AttachMilestone', 'Say what else a milestone belongs to', MilestoneAttached, OFFICER),
    commandFor(
      'DetachMilestone',
      'Record that a milestone does not belong to something any more',
      MilestoneDetached,
      OFFICER,
    ),
    commandFor('ReportMilestoneOutcome', 'Record whether a milestone was met', MilestoneOutcomeReported, OFFICER),
    stateCommand('ReopenMilestone', 'Open a closed milestone again', StateChange, MilestoneReopened, 'open'),
    stateCommand(
      'WithdrawMilestone',
      'Record that a promise was given up',
      StateChange,
      MilestoneWithdrawn,
      'withdrawn',
    ),
    stateCommand(
      'ReplaceMilestone',
      'Record that another milestone takes the place of this one',
      Replacement,
      MilestoneReplaced,
      'replaced',
    ),
  ],
};
