import type { Lookups } from '../catalogue/catalogue.js';
import type { StreamHistory } from '../history.js';
import { streamOf } from '../ids.js';

/** Something that a plan is made of: the plan itself, a priority or theme of it, or a commitment in it. */
export interface PlanPart {
  id: string;
  is: 'plan' | 'node' | 'commitment';
  /** UUID of the plan it is part of. */
  plan: string;
  /** Of a node: the key of its level in its plan. */
  level?: string;
}

/**
 * What ids stand for, asked of this plan first; `undefined` in the place of an id that no plan knows. Whether a thing
 * exists is asked whatever the date, so that papers can be loaded in any order.
 */
export async function planParts(
  ids: readonly string[],
  plan: string | undefined,
  lookups: Lookups,
): Promise<(PlanPart | undefined)[]> {
  const own = plan === undefined ? undefined : await lookups.history(streamOf('plan', plan));
  return Promise.all(ids.map((id) => planPart(id, plan, own, lookups)));
}

async function planPart(
  id: string,
  plan: string | undefined,
  own: StreamHistory | undefined,
  lookups: Lookups,
): Promise<PlanPart | undefined> {
  if (id === plan && own?.exists) return { id, is: 'plan', plan: id };
  const node = own?.at().get(`node/${id}`);
  if (node) return { id, is: 'node', plan: plan!, level: node.data.level as string };
  const commitment = await lookups.history(streamOf('commitment', id));
  if (commitment.plan) return { id, is: 'commitment', plan: commitment.plan };
  if (await lookups.exists(streamOf('plan', id))) return { id, is: 'plan', plan: id };
  const [elsewhere] = await lookups.find({ category: 'plan', facet: `node/${id}`, member: 'nodeId', value: id });
  if (!elsewhere) return undefined;
  return { id, is: 'node', plan: elsewhere.stream.slice('plan-'.length), level: elsewhere.data.level as string };
}
