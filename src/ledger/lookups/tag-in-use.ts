import { type Finding, refusal } from '../catalogue/catalogue.js';
import type { Day } from '../dates.js';
import type { StreamHistory } from '../history.js';

/**
 * What stands in the way of giving something a tag of a plan. Whether the plan has the tag is asked whatever the date,
 * so that papers can be loaded in any order; whether it is still in use is asked of the day.
 */
export function tagInUse(tagId: string, plan: StreamHistory | undefined, day: Day | undefined): Finding {
  const facet = `tag/${tagId}`;
  if (!plan?.at().get(facet)) return refusal('tagId', 'This plan has no such tag', 'unknown-object');
  return !!plan.at(day).of(facet, 'TagRetired') && refusal('tagId', 'This tag is no longer in use');
}
