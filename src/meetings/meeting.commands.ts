import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandFor } from '../ledger/catalogue/define.js';
import {
  AgendaItemAdded,
  BoardDecisionRecorded,
  MeetingCalled,
  MeetingCancelled,
  MeetingHeld,
  MeetingRescheduled,
  RecommendationAnswered,
  RecommendationMade,
} from './meeting.events.js';
import { WorkProgrammeAgreed } from './programme.events.js';

const SECRETARY = ['board-secretary'] as const;

export const meetings: Feature = {
  events: [
    MeetingCalled,
    MeetingRescheduled,
    MeetingHeld,
    MeetingCancelled,
    AgendaItemAdded,
    RecommendationMade,
    RecommendationAnswered,
    BoardDecisionRecorded,
    WorkProgrammeAgreed,
  ],
  commands: [
    commandFor('CallMeeting', 'Call a meeting', MeetingCalled, SECRETARY, { creates: true }),
    commandFor('HoldMeeting', 'Record that a meeting took place', MeetingHeld, SECRETARY),
    commandFor('RescheduleMeeting', 'Move a meeting that was called', MeetingRescheduled, SECRETARY),
    commandFor('CancelMeeting', 'Record that a meeting does not take place', MeetingCancelled, SECRETARY),
    commandFor('AddAgendaItem', 'Add an item to the agenda', AgendaItemAdded, SECRETARY),
    commandFor('MakeRecommendation', 'Record what a paper asks of a meeting', RecommendationMade, SECRETARY),
    commandFor('AnswerRecommendation', 'Record what the meeting answered', RecommendationAnswered, SECRETARY),
    commandFor('RecordBoardDecision', 'Record a decision', BoardDecisionRecorded, SECRETARY),
    commandFor('AgreeWorkProgramme', 'Record an agreed work programme', WorkProgrammeAgreed, SECRETARY, {
      creates: true,
    }),
  ],
};
