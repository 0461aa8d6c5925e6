import type { About } from '../ledger/catalogue/catalogue.js';
import type { StreamHistory } from '../ledger/history.js';
import { streamOf } from '../ledger/ids.js';
import { settingsOf } from '../ledger/lookups/in-force.js';
import { type PlanPart, planParts } from '../ledger/lookups/plan-parts.js';
import type { DeliveryLinkedData, NodePlacedData, PlanSucceededData } from './plan.events.js';

/** What the rules of succession look at. */
export interface Succession {
  /** The successor and the plans that follow it, as far as the ledger knows. */
  following: string[];
  /** Titles of the plans that were named as successors before, by id. */
  titles: ReadonlyMap<string, string>;
}

export async function gatherSuccession({ successorPlanId }: PlanSucceededData, about: About): Promise<Succession> {
  const following: string[] = [];
  for (let next: string | undefined = successorPlanId; next && !following.includes(next); ) {
    following.push(next);
    const plan: StreamHistory = await about.lookups.history(streamOf('plan', next));
    next = plan.at().get('succession')?.data.successorPlanId as string | undefined;
  }
  const titles = new Map<string, string>();
  for (const { type, data } of about.own.events) {
    if (type !== 'PlanSucceeded') continue;
    const id = data.successorPlanId as string;
    const plan = await about.lookups.history(streamOf('plan', id));
    titles.set(id, (plan.at().get('description')?.data.title as string | undefined) ?? id);
  }
  return { following, titles };
}

/** What the parent of a node is, wherever it is. */
export async function gatherParent({ parentId }: NodePlacedData, about: About): Promise<PlanPart | undefined> {
  const [parent] = await planParts([parentId], about.plan, about.lookups);
  return parent;
}

/** The commitments of a plan, with what their statuses mean. */
export interface PlanCommitments {
  commitments: StreamHistory[];
  settings: StreamHistory;
}

/** Those that belong to it, whatever the date. */
export async function gatherCommitments({ lookups, ledger, objectId }: About): Promise<PlanCommitments> {
  const streams = await lookups.ofPlan('commitment', objectId);
  const commitments = await Promise.all(streams.map((stream) => lookups.history(stream)));
  return { commitments, settings: await settingsOf(lookups, ledger) };
}

export function gatherTargets({ targets }: DeliveryLinkedData, about: About): Promise<(PlanPart | undefined)[]> {
  return planParts(targets, about.plan, about.lookups);
}

/** Those of the entries that state something. Openings, closings and voids do not. */
export async function gatherStatements(entries: readonly string[], { lookups }: About): Promise<Set<string>> {
  const statements = new Set<string>();
  for (const entry of entries) {
    const stream = await lookups.streamOfEntry(entry);
    const history = stream === null ? undefined : await lookups.history(stream);
    if (history?.facetOf(entry) !== undefined) statements.add(entry);
  }
  return statements;
}
