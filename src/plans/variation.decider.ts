import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { splitStream } from '../ledger/ids.js';
import { officerStatus } from '../ledger/lookups/officer-status.js';
import { counted } from './plan.decider.js';
import type { PlanCommitments } from './plan.gather.js';
import type { PlanClosedData, PlanVariedData } from './variation.events.js';

export function variationRules({ variationId, review }: PlanVariedData, { own }: Situation): Finding[] {
  const reported = review.meetingId !== undefined;
  const none = review.none === true;
  const said = reported !== none && (reported || !!review.reason?.trim());
  return [
    !own.get('issue') && refusal('planId', 'A plan can be varied only after it is issued'),
    !said && refusal('review', "Link the panel's report on this variation or say why there is none"),
    !!own.get(`variation/${variationId}`) && refusal('variationId', 'This plan has it already', 'already-exists'),
  ];
}

/** A plan closes when every commitment has a final status, or is known to stay without one. */
export function closureRules(
  { closedOn, leftWithoutStatus }: PlanClosedData,
  { own, reportedOn, gathered: { commitments, settings } }: Situation<PlanCommitments>,
): Finding[] {
  const confirmed = new Set(leftWithoutStatus);
  const open = commitments
    .filter(({ stream }) => !confirmed.has(splitStream(stream).id))
    .map((one) => one.at(reportedOn))
    .filter((view) => view.get('identity') && officerStatus(view, settings, reportedOn)?.group !== 'closed').length;
  return [
    !!own.get('closure') && refusal('planId', 'This plan is closed already'),
    !!reportedOn && closedOn > reportedOn && refusal('closedOn', 'The date cannot be later than the reported date'),
    open > 0 &&
      refusal(
        'leftWithoutStatus',
        `${counted(open)} ${open === 1 ? 'has' : 'have'} no final status. Record one for each or confirm they stay without`,
      ),
  ];
}
