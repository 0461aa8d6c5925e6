import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';
import { StatedDateAnswer } from '../stated-date.js';

/** A subject of a work programme. */
export class ProgrammeItemAnswer {
  @Member('id') id!: string;
  @Member('text') title!: string;
  @Member('text', '', { oneOf: ['deepDive', 'priorityReport', 'scorecard', 'other'] }) kind!: string;
  @Member([() => Named], 'What it is about.') about!: Named[];
  @Member(() => Named, 'The meeting it was brought to, or else is planned for.', { optional: true }) meeting?: Named;
  @Member(() => StatedDateAnswer, 'The date of that meeting.', { optional: true }) date?: StatedDateAnswer;
  @Member('text', '', { oneOf: ['planned', 'delivered', 'dropped'] }) state!: 'planned' | 'delivered' | 'dropped';
  @Member('whole', 'How often it was moved to another meeting.') moves!: number;
  @Member(() => Named, 'The paper that it was.', { optional: true }) paper?: Named;
  @Member(() => Provenance) from!: Provenance;
  @Member(() => Provenance, 'Who said for which meeting it is planned, and why where it was moved.', { optional: true })
  meetingFrom?: Provenance;
  @Member(() => Provenance, 'Who said that it was delivered or dropped, and why.', { optional: true })
  stateFrom?: Provenance;
}

/** What bodies mean to look at in a year. */
export class ProgrammeAnswer {
  @Member('id') id!: string;
  @Member('text') title!: string;
  @Member([() => Named], 'Whose it is.') owners!: Named[];
  @Member('text', 'For example 2022/23.') year!: string;
  @Member(() => Named, 'The decision that agreed it.', { optional: true }) decision?: Named;
  @Member('flag', 'Whether the papers held say what is in it.') contentsHeld!: boolean;
  @Member([() => ProgrammeItemAnswer], 'In the order in which they came into the ledger.')
  items!: ProgrammeItemAnswer[];
  @Member([() => Named], 'Meetings that it was before.') broughtTo!: Named[];
  @Member(['text'], 'What the papers leave open, in words.') notStated!: string[];
  @Member(() => Provenance) from!: Provenance;
}
