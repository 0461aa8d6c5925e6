import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import type { StreamView } from '../ledger/history.js';
import type { OutcomeMetricData, OutcomeRetiredData, OutcomeStatedData } from './outcome.events.js';
import { isPriority, unknownNode } from './plan.decider.js';

export function outcomeRules({ scopeId }: OutcomeStatedData, { own, objectId }: Situation): Finding[] {
  return [scopeId !== objectId && !isPriority(scopeId, own) && unknownNode('scopeId')];
}

export function retirementRules({ outcomeId }: OutcomeRetiredData, { own }: Situation): Finding[] {
  return [unknownOutcome(outcomeId, own)];
}

export function linkRules({ outcomeId, metricId }: OutcomeMetricData, { own }: Situation): Finding[] {
  return [
    unknownOutcome(outcomeId, own),
    isLinked(outcomeId, metricId, own) && refusal('metricId', 'This metric is already linked'),
  ];
}

export function unlinkRules({ outcomeId, metricId }: OutcomeMetricData, { own }: Situation): Finding[] {
  return [!isLinked(outcomeId, metricId, own) && refusal('metricId', 'This metric is not linked')];
}

function unknownOutcome(outcomeId: string, own: StreamView): Finding {
  const stated = own.of(`outcome/${outcomeId}`, 'OutcomeStated');
  return !stated && refusal('outcomeId', 'This plan has no such outcome', 'unknown-object');
}

function isLinked(outcomeId: string, metricId: string, own: StreamView): boolean {
  return own.of(`outcome/${outcomeId}/metric/${metricId}`, 'OutcomeMetricLinked') !== undefined;
}
