import type { Extraction, Source } from '../extraction.js';
import { commitmentId } from './commitments.js';
import type { Line } from './line.js';
import type { Citing } from './papers.js';
import { priorityId, type Theme } from './plans.js';

/** The order of the parts of something, as a paper prints them. */
interface Order {
  planId: 'plan-2018' | 'plan-2022';
  parentId: string;
  /** The paper, in a word. */
  when: '2018' | 'june' | 'august';
  ids: string[];
  /** The passage with the first part, or with the one that changes the order. */
  source: Source;
}

/** The order of everything in the plans that has parts, as the papers leave it. */
export function orderLines(extraction: Extraction, themes: readonly Theme[], citing: Citing): Line[] {
  const orders = [...inDraft(extraction), ...inJune(extraction, themes), ...inAugust(extraction, themes)];
  return orders
    .filter(({ ids }) => ids.length > 1)
    .map(({ planId, parentId, when, ids, source }) => ({
      command: 'order-children',
      record: `order/${parentId}-${when}`,
      fields: { planId, ...citing.said(source), parentId, order: ids },
    }));
}

/** Commitments for all priorities stand beside these. */
function inDraft({ plans, commitments2018: { commitments } }: Extraction): Order[] {
  const { id: planId, priorities } = plans.plans[0]!;
  const under = (priority: string) => commitments.filter((each) => each.priority === priority).map(({ id }) => id);
  const common = { planId, when: '2018', source: priorities[0]!.source } as const;
  const nodes = priorities.map(({ n }) => priorityId(planId, n));
  return [
    { ...common, parentId: planId, ids: [...nodes, ...under('all priorities')] },
    ...priorities.map(({ n }) => ({ ...common, parentId: priorityId(planId, n), ids: under(String(n)) })),
  ];
}

function inJune({ plans, commitments2022: { commitments } }: Extraction, themes: readonly Theme[]): Order[] {
  const { id: planId, priorities } = plans.plans[1]!;
  const common = { planId, when: 'june' } as const;
  const parts = themes.flatMap((theme): Order[] => {
    const own = commitments.filter(({ you_asked_us }) => you_asked_us === theme.title);
    return own
      .slice(0, 1)
      .map(({ source }) => ({ ...common, parentId: theme.id, ids: own.map(({ id }) => id), source }));
  });
  return [
    {
      ...common,
      parentId: planId,
      ids: priorities.map(({ n }) => priorityId(planId, n)),
      source: priorities[0]!.source,
    },
    ...priorities.map(({ n }): Order => {
      const there = themes.filter(({ priorityInJune }) => priorityInJune === n);
      return { ...common, parentId: priorityId(planId, n), ids: there.map(({ id }) => id), source: there[0]!.june! };
    }),
    ...parts,
  ];
}

/** One theme has moved and holds the two commitments that only this paper prints; rows follow one another. */
function inAugust({ commitments2022: { anomalies } }: Extraction, themes: readonly Theme[]): Order[] {
  const moved = themes.find(
    ({ priorityInJune, priorityInAugust }) => priorityInJune && priorityInJune !== priorityInAugust,
  )!;
  const common = { planId: 'plan-2022', when: 'august', source: moved.august! } as const;
  const missing = anomalies.flatMap(({ inferred = [] }) => inferred.map(({ number }) => commitmentId(number)));
  const priorities = [moved.priorityInAugust, moved.priorityInJune!];
  return [
    { ...common, parentId: moved.id, ids: missing },
    ...priorities.map((n) => {
      const there = themes.filter(({ priorityInAugust }) => priorityInAugust === n);
      const inRows = [...there].sort((one, other) => one.august!.line - other.august!.line);
      return { ...common, parentId: priorityId('plan-2022', n), ids: inRows.map(({ id }) => id) };
    }),
  ];
}
