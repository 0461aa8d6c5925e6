import { isExternalId } from '../ledger/ids.js';

/** Something by its id, with a name where it has one: an external id of it, or words. */
export interface Linkable {
  id: string;
  name?: string;
  externalIds?: readonly string[];
  /** Of a part of a plan, that plan. */
  plan?: Linkable;
}

/**
 * The pages of objects, by kind. A kind that is here is linked wherever it is named; one that is not is named without a
 * link.
 */
const PAGES = {
  plan: '/plans/',
  scorecard: '/scorecards/',
  metric: '/metrics/',
  area: '/areas/',
  commitment: '/commitments/',
  report: '/reports/',
  entry: '/entries/',
  milestone: '/milestones/',
  update: '/updates/',
  meeting: '/meetings/',
  body: '/bodies/',
  source: '/sources/',
  extrec: '/external-recommendations/',
} as const;

/** The page of an object, by its external id where that is known; `undefined` where there are no such pages. */
export function pageOf(kind: string, { id, name, externalIds, plan }: Linkable): string | undefined {
  // A part's address leads on to that of its level.
  if (kind === 'node' && plan) return `${pageOf('plan', plan)}/themes/${id}`;
  const folder = (PAGES as Record<string, string>)[kind];
  if (folder === undefined) return undefined;
  // Areas without a code go by their names.
  return folder + encodeURIComponent(externalIds?.[0] ?? (kind === 'commitment' && isExternalId(name) ? name : id));
}
