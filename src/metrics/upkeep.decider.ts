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

/** The plans whose scorecards name a metric, and the indicators that do. */
export type AgreedScorecards = { plan: StreamHistory; indicatorId: string }[];

export async function agreedScorecardsOf(_: MetricRetiredData, about: About): Promise<AgreedScorecards> {
  const { lookups, objectId } = about;
  const facet = 'indicator/*/metrics';
  const found = await lookups.find({ category: 'plan', facet, member: 'metricIds', value: objectId });
  return Promise.all(
    found.map(async ({ stream, facet }) => ({
      plan: await lookups.history(stream),
      indicatorId: facet.split('/')[1]!,
    })),
  );
}

export function retirementRules(
  { replacedBy }: MetricRetiredData,
  { gathered, objectId, reportedOn }: Situation<AgreedScorecards>,
): Finding[] {
  const agreed = gathered.some(({ plan, indicatorId }) => measures(objectId, indicatorId, plan.at(reportedOn)));
  return [
    agreed && refusal('metricId', 'Take it off the scorecard first', 'on-scorecard'),
    replacedBy === objectId && refusal('replacedBy', 'A metric cannot replace itself'),
  ];
}

/** Whether an agreed indicator is measured by a metric. */
function measures(metric: string, indicatorId: string, plan: StreamView): boolean {
  const indicator = plan.of(`indicator/${indicatorId}`, 'ScorecardIndicatorSet');
  const metrics = plan.get(`indicator/${indicatorId}/metrics`)?.data.metricIds as string[] | undefined;
  return indicator?.data.standing === 'agreed' && !!metrics?.includes(metric);
}
