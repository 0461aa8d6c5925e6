import type { ObjectFacts } from '../facts.js';
import type { Names } from '../names.js';
import { idsIn } from '../references.js';
import { statedDate } from '../stated-date.js';

/** What a meeting is called: who met and when, such as "Scrutiny Panel, 4 August 2022". */
export function nameOfMeeting(meeting: ObjectFacts, names: Names): string | undefined {
  const occasion = meeting.get('occasion');
  if (!occasion) return undefined;
  const who = idsIn(occasion.data.bodyIds).map((id) => names.of(id)!.name ?? id);
  return `${who.join(', ')}, ${statedDate(occasion.data.date).display}`;
}
