import type { Role } from '../access/roles.js';
import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandFor, commandType, payloadOf } from '../ledger/catalogue/define.js';
import { DateMove, Due, datedBefore } from '../ledger/catalogue/due.js';
import { Id, Part, Ref } from '../ledger/catalogue/fields.js';
import { Party } from '../ledger/catalogue/parts.js';
import { dueOf } from './action.decider.js';
import {
  ActionAssigned,
  ActionClosed,
  ActionDated,
  ActionDueMoved,
  ActionRaised,
  ActionRaisedData,
  ActionReopened,
} from './action.events.js';

const SECRETARY: readonly Role[] = ['board-secretary'];

/** An action is raised with its owner, and with its date where there is one. */
class NewAction extends ActionRaisedData {
  @Ref('meeting', { note: 'The meeting, by UUID or external id.' }) meetingId!: string;
  @Part(() => Party, { missing: 'Say who must do this' }) owner!: Party;
  @Part(() => Due, { optional: true }) due?: Due;
}

const RaiseAction = commandType({
  name: 'RaiseAction',
  summary: 'Record what somebody must do after a meeting, with its owner and date',
  dto: commandDto('RaiseAction', NewAction),
  category: 'meeting',
  roles: SECRETARY,
  makes: [ActionRaised, ActionAssigned, ActionDated],
  objectId: ({ meetingId }) => meetingId,
  events: (command) => [
    { type: ActionRaised, data: payloadOf(ActionRaised, command) },
    { type: ActionAssigned, data: { actionId: command.actionId, ...command.owner }, at: 'owner' },
    ...(command.due ? [{ type: ActionDated, data: { actionId: command.actionId, due: command.due } }] : []),
  ],
});

class MovedAction extends DateMove {
  @Ref('meeting', { note: 'The meeting, by UUID or external id.' }) meetingId!: string;
  @Id() actionId!: string;
}

const MoveActionDue = commandType({
  name: 'MoveActionDue',
  summary: 'Record another date of an action; the date before and the kind of change are filled in',
  dto: commandDto('MoveActionDue', MovedAction),
  category: 'meeting',
  roles: SECRETARY,
  makes: [ActionDueMoved],
  objectId: ({ meetingId }) => meetingId,
  events: (command, { own }) => [
    {
      type: ActionDueMoved,
      data: datedBefore(payloadOf(ActionDueMoved, command), command, dueOf(command.actionId, own)),
    },
  ],
});

export const actions: Feature = {
  events: [ActionRaised, ActionAssigned, ActionDated, ActionDueMoved, ActionClosed, ActionReopened],
  commands: [
    RaiseAction,
    commandFor('AssignAction', 'Record who must carry out an action from now on', ActionAssigned, SECRETARY),
    commandFor('DateAction', 'Record the date of an action that had none', ActionDated, SECRETARY),
    MoveActionDue,
    commandFor('CloseAction', 'Record how an action ended', ActionClosed, SECRETARY),
    commandFor('ReopenAction', 'Open a closed action again', ActionReopened, SECRETARY),
  ],
};
