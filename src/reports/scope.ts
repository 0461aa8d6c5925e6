import { type Finding, refusal } from '../ledger/catalogue/catalogue.js';
import type { PlanPart } from '../ledger/lookups/plan-parts.js';

/**
 * A report covers its plan or nodes of it; commitments come in with the nodes that they sit under.
 * @param parts what the ids of the scope stand for, in their order
 */
export function scopeFindings(parts: readonly (PlanPart | undefined)[], plan: string | undefined): Finding[] {
  return parts.map((part, index) => {
    const field = `scope[${index}]`;
    if (!part) return refusal(field, 'The plan has no such part', 'unknown-object');
    const covers = part.plan === plan && part.is !== 'commitment';
    return !covers && refusal(field, 'Choose the plan, or a part of it that holds commitments');
  });
}
