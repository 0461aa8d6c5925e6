import { type Facts, partOf } from './facts.js';
import { idsIn } from './references.js';

/** Which updates and milestones belong to what. */
export const LINKS = ['targets', 'attached/*/*'];

/** The streams of updates and milestones that are about any of these. */
export function linkedTo(ids: ReadonlySet<string>, links: Facts): string[] {
  const updates = links
    .all('update')
    .filter((one) => idsIn(one.get('targets')?.data.targets).some((id) => ids.has(id)));
  const milestones = links
    .all('milestone')
    .filter((one) => one.list('attached/*/*', 'MilestoneAttached').some(({ facet }) => ids.has(partOf(facet, 2))));
  return [...updates, ...milestones].map(({ stream }) => stream);
}
