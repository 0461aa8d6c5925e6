import { type About, type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { compareDecimals } from '../ledger/decimals.js';
import type { StreamHistory, StreamView } from '../ledger/history.js';
import type { MaterialityRuleSetData, MetricRetiredData, ReleaseScheduleSetData } from './upkeep.events.js';

export function materialityRules({ amount }: MaterialityRuleSetData): Finding[] {
  return [compareDecimals(amount, '0') <= 0 && refusal('amount', 'Enter a number above 0')];
}

/** A release lies in the future of those who announce it, whenever their announcement is recorded. */
export function scheduleRules({ nextDue }: ReleaseScheduleSetData, { reportedOn }: Situation): Finding[] {
  return [nextDue <= reportedOn! && refusal('nextDue', 'The next release must be in the future')];
}

/** The plans that have scorecards: which metrics stand there may have been another matter on the day of a command. */
export type PlansWithScorecard = StreamHistory[];

export async function plansWithScorecard(_: MetricRetiredData, { lookups }: About): Promise<PlansWithScorecard> {
  const ofStanding = (value: string) =>
    lookups.find({ category: 'plan', facet: 'indicator/*', member: 'standing', value });
  const found = await Promise.all(['agreed', 'proposed'].map(ofStanding));
  const plans = new Set(found.flat().map(({ stream }) => stream));
  return Promise.all([...plans].map((stream) => lookups.history(stream)));
}

export function retirementRules(
  { replacedBy }: MetricRetiredData,
  { gathered, objectId, reportedOn }: Situation<PlansWithScorecard>,
): Finding[] {
  return [
    gathered.some((plan) => isOnScorecard(objectId, plan.at(reportedOn))) &&
      refusal('metricId', 'Take it off the scorecard first', 'on-scorecard'),
    replacedBy === objectId && refusal('replacedBy', 'A metric cannot replace itself'),
  ];
}

/** Whether a metric measures an agreed indicator. */
function isOnScorecard(metric: string, plan: StreamView): boolean {
  const agreed = plan.list('indicator/*', 'ScorecardIndicatorSet').filter(({ data }) => data.standing === 'agreed');
  return agreed.some(({ facet }) =>
    (plan.get(`${facet}/metrics`)?.data.metricIds as string[] | undefined)?.includes(metric),
  );
}
