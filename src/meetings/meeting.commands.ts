import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandFor } from '../ledger/catalogue/define.js';
import { actions } from './action.commands.js';
import { AgendaItemAdded, AgendaItemChanged, AgendaItemWithdrawn, PaperAttached } from './agenda.events.js';
import {
  BoardDecisionRecorded,
  DecisionChangesLinked,
  DecisionRescinded,
  DecisionSuperseded,
} from './decision.events.js';
import {
  MeetingCalled,
  MeetingCancelled,
  MeetingHeld,
  MeetingRescheduled,
  MinutesAgreed,
  RecommendationAnswered,
  RecommendationMade,
} from './meeting.events.js';
import { programmes } from './programme.commands.js';

const SECRETARY = ['board-secretary'] as const;

export const meetings: Feature = {
  events: [
    MeetingCalled,
    MeetingRescheduled,
    MeetingHeld,
    MeetingCancelled,
    MinutesAgreed,
    AgendaItemAdded,
    AgendaItemChanged,
    AgendaItemWithdrawn,
    PaperAttached,
    RecommendationMade,
    RecommendationAnswered,
    BoardDecisionRecorded,
    DecisionChangesLinked,
    DecisionSuperseded,
    DecisionRescinded,
    ...actions.events,
    ...programmes.events,
  ],
  commands: [
    commandFor('CallMeeting', 'Call a meeting', MeetingCalled, SECRETARY, { creates: true }),
    commandFor('HoldMeeting', 'Record that a meeting took place', MeetingHeld, SECRETARY),
    commandFor('RescheduleMeeting', 'Move a meeting that was called', MeetingRescheduled, SECRETARY),
    commandFor('CancelMeeting', 'Record that a meeting does not take place', MeetingCancelled, SECRETARY),
    commandFor('AgreeMinutes', 'Record that a later meeting agreed the minutes', MinutesAgreed, SECRETARY),
    commandFor('AddAgendaItem', 'Add an item to the agenda', AgendaItemAdded, SECRETARY),
    commandFor('ChangeAgendaItem', 'Give an item of the agenda another number or title', AgendaItemChanged, SECRETARY),
    commandFor('WithdrawAgendaItem', 'Take an item from the agenda', AgendaItemWithdrawn, SECRETARY),
    commandFor('AttachPaper', 'Say which paper or report was before a meeting', PaperAttached, SECRETARY),
    commandFor('MakeRecommendation', 'Record what a paper asks of a meeting', RecommendationMade, SECRETARY),
    commandFor('AnswerRecommendation', 'Record what the meeting answered', RecommendationAnswered, SECRETARY),
    commandFor('RecordBoardDecision', 'Record a decision', BoardDecisionRecorded, SECRETARY),
    commandFor('LinkDecisionChanges', 'Say what a decision changed', DecisionChangesLinked, [
      'board-secretary',
      'policy-officer',
    ]),
    commandFor('SupersedeDecision', 'Record that a later decision replaces one', DecisionSuperseded, SECRETARY),
    commandFor('RescindDecision', 'Record that a decision was taken back', DecisionRescinded, SECRETARY),
    ...actions.commands,
    ...programmes.commands,
  ],
};
