import { type Finding, type Lookups, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { printedDay } from '../ledger/dates.js';
import type { StreamHistory } from '../ledger/history.js';
import { streamOf } from '../ledger/ids.js';
import { isUnknown } from './known-parts.js';
import type {
  ProgrammeBroughtToData,
  ProgrammeItemDeliveredData,
  ProgrammeItemDroppedData,
  ProgrammeItemMovedData,
  ProgrammeItemScheduledData,
} from './programme.events.js';

export function scheduleRules({ itemId }: ProgrammeItemScheduledData, situation: Situation): Finding[] {
  return [
    ...opensStillRules(itemId, situation),
    !!meetingOf(itemId, situation) && refusal('meetingId', 'It has a meeting already. Move it instead'),
  ];
}

/** Where it was planned for before may stand in a paper that is loaded later. */
export function movedItemRules({ itemId, meetingId }: ProgrammeItemMovedData, situation: Situation): Finding[] {
  const same = meetingOf(itemId, situation) === meetingId;
  return [...opensStillRules(itemId, situation), same && refusal('meetingId', 'The meeting has not changed')];
}

/** The meeting that something was brought to, whatever the date. */
export async function gatherMeeting(
  meetingId: string | undefined,
  lookups: Lookups,
): Promise<StreamHistory | undefined> {
  return meetingId === undefined ? undefined : lookups.history(streamOf('meeting', meetingId));
}

export function deliveryRules(
  { itemId, meetingId }: ProgrammeItemDeliveredData,
  situation: Situation<StreamHistory | undefined>,
): Finding[] {
  const { gathered: meeting, reportedOn } = situation;
  const held = meetingId === undefined || !!meeting?.at(reportedOn).of('outcome', 'MeetingHeld');
  return [
    ...opensStillRules(itemId, situation),
    !held && refusal('meetingId', 'Record that the meeting took place first'),
  ];
}

export function droppingRules({ itemId }: ProgrammeItemDroppedData, situation: Situation): Finding[] {
  return opensStillRules(itemId, situation);
}

export function broughtRules({ meetingId }: ProgrammeBroughtToData, { own }: Situation): Finding[] {
  return [!!own.get(`brought/${meetingId}`) && refusal('meetingId', 'Already recorded for this meeting')];
}

/** The meeting that an item is planned for, in this view. */
function meetingOf(itemId: string, { own }: Situation): string | undefined {
  return own.get(`item/${itemId}/meeting`)?.data.meetingId as string | undefined;
}

/** What can be said of an item only until it was delivered or dropped. */
function opensStillRules(itemId: string, situation: Situation): Finding[] {
  const ended = situation.own.get(`item/${itemId}/state`);
  const became = ended?.kind === 'ProgrammeItemDropped' ? 'dropped' : 'delivered';
  return [
    isUnknown(itemId, 'item', situation) && refusal('itemId', 'The programme has no such item', 'unknown-object'),
    !!ended && refusal('itemId', `This was ${became} on ${printedDay(ended.slot.metadata.reportedOn!)}`),
  ];
}
