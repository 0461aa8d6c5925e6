import type { About } from '../ledger/catalogue/catalogue.js';
import { streamOf } from '../ledger/ids.js';
import { planParts } from '../ledger/lookups/plan-parts.js';
import type { ATTACHED_KINDS, MilestoneAttachedData } from './milestone.events.js';

/** Something that a milestone may belong to. */
export interface Attachable {
  is: (typeof ATTACHED_KINDS)[number];
  /** UUID of the plan it is part of; actions and external recommendations belong to none. */
  plan?: string;
}

/** What an id stands for, asked whatever the date; `undefined` where the ledger holds nothing of that kind. */
export async function gatherAttached(
  { kind, targetId }: MilestoneAttachedData,
  { plan, lookups }: About,
): Promise<Attachable | undefined> {
  if (kind === 'action') {
    const [raised] = await lookups.find({
      category: 'meeting',
      facet: `action/${targetId}`,
      member: 'actionId',
      value: targetId,
    });
    return raised && { is: kind };
  }
  if (kind === 'externalRecommendation')
    return (await lookups.exists(streamOf('extrec', targetId))) ? { is: kind } : undefined;
  const [part] = await planParts([targetId], plan, lookups);
  return part;
}
