import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { type Due, firstDateRules, laterMoveNotes, moveRules } from '../ledger/catalogue/due.js';
import { partyRules } from '../ledger/catalogue/parts.js';
import type { StreamHistory, StreamView } from '../ledger/history.js';
import { officerStatus } from '../ledger/lookups/officer-status.js';
import { tagInUse } from '../ledger/lookups/tag-in-use.js';
import type {
  CommitmentTaggedData,
  CommitmentUntaggedData,
  LeadSetData,
  NatureSetData,
  TargetDateMovedData,
  TargetDateSetData,
} from './attribute.events.js';

/** What was delivered, whatever its scheme calls that: closed, on evidence. */
export function natureRules(
  { nature }: NatureSetData,
  { own, reportedOn, gathered: settings }: Situation<StreamHistory>,
): Finding[] {
  const status = officerStatus(own, settings, reportedOn);
  const delivered = status?.group === 'closed' && !!status.needs?.includes('evidence');
  return [
    nature === 'continuing' &&
      delivered &&
      refusal('nature', 'A delivered commitment cannot become continuing. Reopen it first'),
  ];
}

export function leadRules(lead: LeadSetData): Finding[] {
  return partyRules(lead, 'bodyId', 'Choose a body or a role');
}

/** When a commitment is to be done by, in this view. */
export function targetDateIn(own: StreamView): Due | undefined {
  return own.get('target-date')?.data.due as Due | undefined;
}

export function targetDateRules({ due }: TargetDateSetData, situation: Situation): Finding[] {
  return [
    ...firstDateRules(due, targetDateIn(situation.own), 'A target date exists. Move it instead'),
    ...laterMoveNotes(due, 'target-date', situation),
  ];
}

export function movedTargetDateRules(data: TargetDateMovedData, situation: Situation): Finding[] {
  return [
    ...moveRules(data, targetDateIn(situation.own), 'Give the reason the date moved'),
    ...laterMoveNotes(data.due, 'target-date', situation),
  ];
}

export function tagRules(
  { tagId }: CommitmentTaggedData,
  { reportedOn, gathered: plan }: Situation<StreamHistory | undefined>,
): Finding[] {
  return [tagInUse(tagId, plan, reportedOn)];
}

export function untagRules({ tagId }: CommitmentUntaggedData, { own }: Situation): Finding[] {
  return [!own.of(`tag/${tagId}`, 'CommitmentTagged') && refusal('tagId', 'It does not have this tag')];
}
