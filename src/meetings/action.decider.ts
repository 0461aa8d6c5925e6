import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { type Due, firstDateRules, laterMoveNotes, moveRules } from '../ledger/catalogue/due.js';
import { evidenceRules, partyRules } from '../ledger/catalogue/parts.js';
import type { StreamView } from '../ledger/history.js';
import type {
  ActionAssignedData,
  ActionClosedData,
  ActionDatedData,
  ActionDueMovedData,
  ActionRaisedData,
  ActionReopenedData,
} from './action.events.js';
import { knownDecisionRules } from './decision.decider.js';
import { isUnknown } from './known-parts.js';

/** When an action was due before, in this view. */
export function dueOf(actionId: string, own: StreamView): Due | undefined {
  return own.get(dueKey(actionId))?.data.due as Due | undefined;
}

function dueKey(actionId: string): string {
  return `action/${actionId}/due`;
}

export function actionRules({ actionId, decisionId }: ActionRaisedData, situation: Situation): Finding[] {
  const raised = !!situation.own.get(`action/${actionId}`);
  return [
    raised && refusal('actionId', 'The meeting has this action already', 'already-exists'),
    ...knownDecisionRules(decisionId, situation),
  ];
}

export function ownerRules(data: ActionAssignedData, situation: Situation): Finding[] {
  const changed = !isRaised(situation) && !!situation.own.get(`action/${data.actionId}/owner`);
  return [
    ...openRules(data.actionId, situation),
    ...partyRules(data, 'bodyId', 'Say who must do this'),
    changed && !data.reason?.trim() && refusal('reason', 'Give the reason'),
  ];
}

export function actionDateRules({ actionId, due }: ActionDatedData, situation: Situation): Finding[] {
  const before = dueOf(actionId, situation.own);
  return [
    ...openRules(actionId, situation),
    ...firstDateRules(due, before, 'A date exists. Move it instead'),
    ...laterMoveNotes(due, dueKey(actionId), situation),
  ];
}

export function movedActionRules(data: ActionDueMovedData, situation: Situation): Finding[] {
  const before = dueOf(data.actionId, situation.own);
  return [
    ...openRules(data.actionId, situation),
    ...moveRules(data, before, 'Give the reason'),
    ...laterMoveNotes(data.due, dueKey(data.actionId), situation),
  ];
}

/** Only what was done needs evidence; what is given must be evidence whatever the outcome. */
export function closingRules(data: ActionClosedData, situation: Situation): Finding[] {
  const shown = data.outcome === 'done' || !!data.evidence?.length;
  return [...openRules(data.actionId, situation), ...(shown ? evidenceRules(data) : [])];
}

export function reopenedRules({ actionId }: ActionReopenedData, situation: Situation): Finding[] {
  return [
    ...knownActionRules(actionId, situation),
    !isClosed(actionId, situation) && refusal('actionId', 'This action is open'),
  ];
}

/** What can be said of an action only as long as it is open. */
function openRules(actionId: string, situation: Situation): Finding[] {
  return [
    ...knownActionRules(actionId, situation),
    isClosed(actionId, situation) && refusal('actionId', 'This action is closed'),
  ];
}

/** An action that the same command raises is known. */
function knownActionRules(actionId: string, situation: Situation): Finding[] {
  const unknown = !isRaised(situation) && isUnknown(actionId, 'action', situation);
  return [unknown && refusal('actionId', 'The meeting has no such action', 'unknown-object')];
}

/** Whether the same command raises the action. */
function isRaised({ drafts }: Situation): boolean {
  return drafts.some(({ type }) => type.name === 'ActionRaised');
}

function isClosed(actionId: string, { own }: Situation): boolean {
  return !!own.of(`action/${actionId}/state`, 'ActionClosed');
}
