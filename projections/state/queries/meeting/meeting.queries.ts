import { OfObject, OfView } from '../view-query.js';
import type { MeetingAnswer } from './meeting.answers.js';

export class GetMeetings extends OfView<MeetingAnswer[]> {}
export class GetMeeting extends OfObject<MeetingAnswer> {}
