import { addDays, printedDay } from '../../../../src/ledger/dates.js';
import { type ObjectFacts, partOf, present, readable } from '../facts.js';
import type { Names } from '../names.js';
import { displayPeriod } from '../period.js';
import { provenanceOf } from '../provenance.js';
import { idIn, idsIn, type Named } from '../references.js';
import type { ClosureAnswer, OutcomeAnswer, ReviewAnswer, VariationAnswer } from './plan-parts.answers.js';

/** The outcomes that a plan aims at in a view, scope by scope as the paper orders them. */
export function outcomesOf(plan: ObjectFacts, names: Names): OutcomeAnswer[] {
  const stated = plan.list('outcome/*', 'OutcomeStated');
  const scopes = [...new Set(stated.map(({ data }) => idIn(data.scopeId)))];
  const place = (data: Record<string, unknown>) => (data.order as number | undefined) ?? Number.MAX_SAFE_INTEGER;
  return stated
    .sort(
      ({ data: a }, { data: b }) =>
        scopes.indexOf(idIn(a.scopeId)) - scopes.indexOf(idIn(b.scopeId)) || place(a) - place(b),
    )
    .map((outcome) => {
      const { scopeId, stem, text, qualifier } = outcome.data;
      const linked = plan.list(`${outcome.facet}/metric/*`, 'OutcomeMetricLinked');
      return present<OutcomeAnswer>({
        id: partOf(outcome.facet, 1),
        scope: names.of(scopeId)!,
        stem: stem as string | undefined,
        text: String(text),
        qualifier: qualifier as string | undefined,
        metrics: linked.map(({ facet }) => names.of(partOf(facet, 3))!),
        from: provenanceOf(outcome),
      });
    });
}

/** The variations of a plan, the earliest first. */
export function variationsOf(plan: ObjectFacts, names: Names): VariationAnswer[] {
  return plan.list('variation/*').map((variation) => {
    const { summary, review, changes } = variation.data;
    return {
      id: partOf(variation.facet, 1),
      summary: readable(summary) as string | null,
      review: reviewOf(readable(review) as Record<string, unknown>, names),
      changes: named(changes, names),
      from: provenanceOf(variation),
    };
  });
}

export function closureOf(plan: ObjectFacts, names: Names): ClosureAnswer | undefined {
  const closure = plan.get('closure');
  if (!closure) return undefined;
  return {
    on: String(closure.data.closedOn),
    leftWithoutStatus: named(closure.data.leftWithoutStatus, names),
    from: provenanceOf(closure),
  };
}

/** The days that a plan covers, as people read them; what the papers leave out is said. */
export function periodInWords(plan: ObjectFacts): string {
  const { from, to, basis } = (plan.get('period')?.data ?? {}) as { from?: string; to?: string; basis?: string };
  if (basis === 'inferred' && from && to && isNewYear(from) && isNewYear(to)) return yearsInWords(from, to);
  if (to && !from) return `until ${printedDay(addDays(to, -1))}`;
  const days = displayPeriod({ from, to }) ?? '';
  return [days, ...(to ? [] : ['The papers do not state when it ends'])].filter(Boolean).join('. ');
}

function isNewYear(day: string): boolean {
  return day.endsWith('-01-01');
}

/** Whole years that editors take a plan to cover: its papers give the years alone, so the words are no more exact. */
function yearsInWords(from: string, to: string): string {
  const [first, last] = [from.slice(0, 4), addDays(to, -1).slice(0, 4)];
  return first === last ? first : `${first} to ${last}`;
}

function reviewOf({ meetingId, decision, none, reason }: Record<string, unknown>, names: Names): ReviewAnswer {
  return present<ReviewAnswer>({
    meeting: names.of(meetingId),
    decision: names.of(decision),
    noneBecause: none ? (reason as string | null) : undefined,
  });
}

function named(references: unknown, names: Names): Named[] {
  return idsIn(references).map((id) => names.of(id)!);
}
