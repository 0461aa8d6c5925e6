import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { type Due, firstDateRules, laterMoveNotes, moveRules } from '../ledger/catalogue/due.js';
import { evidenceRules, peopleRules, promisedByRules } from '../ledger/catalogue/parts.js';
import type { StreamHistory, StreamView } from '../ledger/history.js';
import { areaRules } from '../ledger/lookups/in-force.js';
import type {
  MilestoneAttachedData,
  MilestoneDatedData,
  MilestoneDetachedData,
  MilestoneMovedData,
  MilestoneOutcomeReportedData,
  MilestonePromisedData,
  MilestoneReplacedData,
  StateChange,
} from './milestone.events.js';
import type { Attachable } from './milestone.gather.js';

/** Closed states as people read them. */
const STATES: Readonly<Record<string, string>> = {
  met: 'met',
  partlyMet: 'partly met',
  notMet: 'not met',
  withdrawn: 'withdrawn',
  replaced: 'replaced',
};

/** When it was due before, in this view. */
export function dueIn(own: StreamView): Due | undefined {
  return own.get('due')?.data.due as Due | undefined;
}

export function promiseRules(
  { what, promisedBy, people, areas }: MilestonePromisedData,
  { reportedOn, gathered: settings }: Situation<StreamHistory>,
): Finding[] {
  return [
    ...promisedByRules(promisedBy),
    ...peopleRules([what], people),
    ...areaRules(areas ?? [], 'areas', settings, reportedOn),
  ];
}

export function dateRules(data: MilestoneDatedData, situation: Situation): Finding[] {
  const before = dueIn(situation.own);
  return [...firstDateRules(data.due, before, 'A date exists. Move it instead'), ...mayBeDated(data, situation)];
}

export function movedDateRules(data: MilestoneMovedData, situation: Situation): Finding[] {
  return [
    ...moveRules(data, dueIn(situation.own), 'Give the reason or say that none was given'),
    ...mayBeDated(data, situation),
  ];
}

export function attachmentRules(
  { kind, targetId }: MilestoneAttachedData,
  { own, plan, gathered: target }: Situation<Attachable | undefined>,
): Finding[] {
  if (target?.is !== kind)
    return [refusal('targetId', 'Say which commitment, theme or plan this belongs to', 'unknown-object')];
  return [
    target.plan !== undefined && target.plan !== plan && refusal('targetId', 'All targets must be in one plan'),
    isAttached(kind, targetId, own) && refusal('targetId', 'It is attached to this already', 'already-exists'),
  ];
}

export function detachmentRules({ kind, targetId }: MilestoneDetachedData, { own }: Situation): Finding[] {
  if (!isAttached(kind, targetId, own)) return [refusal('targetId', 'It is not attached to this')];
  const others = own.list('attached/*/*', 'MilestoneAttached').length - 1;
  return [others === 0 && refusal('targetId', 'A milestone must be attached to something')];
}

export function outcomeRules(data: MilestoneOutcomeReportedData, { reportedOn }: Situation): Finding[] {
  const later = !!data.on && !!reportedOn && data.on > reportedOn;
  return [later && refusal('on', 'The date it was met must be in the past'), ...evidenceRules(data)];
}

export function reopeningRules(_: StateChange, { own }: Situation): Finding[] {
  return [!closedAs(own) && refusal('milestoneId', 'This is not closed')];
}

export function withdrawalRules(_: StateChange, { own }: Situation): Finding[] {
  return [notClosed(own)];
}

export function replacementRules({ by }: MilestoneReplacedData, { own, objectId }: Situation): Finding[] {
  return [notClosed(own), by === objectId && refusal('by', 'Choose the milestone that replaces it')];
}

function isAttached(kind: string, targetId: string, own: StreamView): boolean {
  return own.of(`attached/${kind}/${targetId}`, 'MilestoneAttached') !== undefined;
}

/** What holds for every date of a milestone, first or moved. */
function mayBeDated({ due }: { due: Due }, situation: Situation): Finding[] {
  const { own, drafts } = situation;
  const promised = drafts.find(({ type }) => type.name === 'MilestonePromised')?.data ?? own.get('promise')?.data;
  return [
    (promised as MilestonePromisedData | undefined)?.kind === 'standing' &&
      refusal('due', 'A standing promise has no date'),
    notClosed(own),
    ...laterMoveNotes(due, 'due', situation),
  ];
}

function notClosed(own: StreamView): Finding {
  const state = closedAs(own);
  return !!state && refusal('milestoneId', `This is already ${STATES[state]}`);
}

/** The state of a milestone that is not open. */
function closedAs(own: StreamView): string | undefined {
  const state = own.get('state')?.data.state as string | undefined;
  return state === 'open' ? undefined : state;
}
