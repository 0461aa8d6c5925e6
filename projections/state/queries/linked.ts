import type { StateReader, View } from '../statement.js';
import { type Facts, type ObjectFacts, partOf } from './facts.js';
import { namingOf } from './read.js';
import { rowOf } from './report/rows.js';

/** Which updates and milestones belong to what. */
export const LINKS = ['targets', 'block-targets', 'attached/*/*'];

/**
 * With the names of what promises point at in meetings and plans: actions that milestones are attached to, decisions
 * behind statuses, and what variations changed. Only these are read, and mostly there are none.
 */
export async function withNamesOfLinked(reader: StateReader, view: View, facts: Facts): Promise<Facts> {
  const attached = facts.all('milestone').flatMap((one) => one.list('attached/action/*', 'MilestoneAttached'));
  const actions = attached.map(({ facet }) => `action/${partOf(facet, 2)}`);
  const mentioned = [
    ...facts.all('commitment').flatMap((one) => STATUSES.flatMap((facet) => one.get(facet)?.data.decision ?? [])),
    ...facts.all('plan').flatMap((one) => one.list('variation/*').map(({ data }) => data)),
  ];
  const named = await Promise.all([
    ...(actions.length > 0 ? [reader.statements(view, { categories: ['meeting'], facets: actions })] : []),
    ...(mentioned.length > 0 ? [reader.statements(view, namingOf(mentioned))] : []),
  ]);
  return facts.with(named.flat());
}

const STATUSES = ['status/officer', 'status/panel'];

/** The streams of updates and milestones that are about any of these. */
export function linkedTo(ids: ReadonlySet<string>, links: Facts): string[] {
  const all = [...links.all('update'), ...links.all('milestone')];
  return all.filter((one) => pointedAt(one).some((id) => ids.has(id))).map(({ stream }) => stream);
}

/** What an update or a milestone is about. */
export function pointedAt(object: ObjectFacts | undefined): string[] {
  const attached = object?.list('attached/*/*', 'MilestoneAttached') ?? [];
  return [...(object ? rowOf(object).targets : []), ...attached.map(({ facet }) => partOf(facet, 2))];
}
