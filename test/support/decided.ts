import { idOf, type Sent } from './given.js';

/** A decision that was taken, with the meeting that took it; for features that hold meetings. */
export const decided = (bodyId: string): Sent[] => [
  {
    ...{ command: 'call-meeting', meetingId: 'PANEL-JUNE', bodyIds: [bodyId], kind: 'panel' },
    date: { date: '2022-06-07', precision: 'day' },
  },
  {
    ...{ command: 'record-board-decision', meetingId: 'PANEL-JUNE', decisionId: 'DECIDED', text: 'Wait until May' },
    ...{ decidedBy: { bodyId, basis: 'named' }, decidedOn: { precision: 'notStated' } },
  },
];

const MEETING = `meeting-${idOf('PANEL-JUNE')}`;

/** The key of {@link decided}. */
export const DECIDED = `${MEETING}/decision/${idOf('DECIDED')}`;

/** A key of the same meeting that is none of a decision. */
export const OCCASION = `${MEETING}/occasion`;

export const NO_DECISION = `${MEETING}/decision/${idOf('NEVER TAKEN')}`;

/** What is said of a key that names something else. */
export const notADecision = (field: string) => ({
  field,
  message: expect.stringMatching(/ must be the key of a decision: meeting-…\/decision\/…$/),
});
