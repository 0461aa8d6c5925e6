import type { Surroundings } from '../commitment/surroundings.js';
import { type Facts, type ObjectFacts, partOf } from '../facts.js';
import { idIn, type Named } from '../references.js';

/** The id of a part of a plan and of everything under it; commitments included. */
export function idsUnder(id: string, facts: Facts): Set<string> {
  const found = new Set([id]);
  const places = facts.all('plan').flatMap((plan) => plan.list('node/*/place'));
  const links: [child: string, parent: string | undefined][] = [
    ...places.map(({ facet, data }): [string, string | undefined] => [partOf(facet, 1), idIn(data.parentId)]),
    ...facts.all('commitment').map((one): [string, string | undefined] => [one.id, homeOf(one)]),
  ];
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [child, parent] of links) if (parent !== undefined && found.has(parent)) found.add(child);
  }
  return found;
}

/** The id of the part of the plan that a commitment sits in, or of the plan itself. */
export function homeOf(commitment: ObjectFacts): string | undefined {
  return idIn(commitment.get('place')?.data.homeId);
}

/** The parts of the plan that a commitment sits in, from the top down. */
export function pathTo(commitment: ObjectFacts, { facts, names }: Pick<Surroundings, 'facts' | 'names'>): Named[] {
  const plan = facts.object('plan', commitment.plan);
  const path: Named[] = [];
  let here = homeOf(commitment);
  while (here !== undefined && here !== commitment.plan && path.length < MOST_LEVELS) {
    path.unshift(names.of(here)!);
    here = idIn(plan?.get(`node/${here}/place`)?.data.parentId);
  }
  return path;
}

/** More levels than a plan may have: a loop in the places, which rules refuse, must not hang a page. */
const MOST_LEVELS = 8;
