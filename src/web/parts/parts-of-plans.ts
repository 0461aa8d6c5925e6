import type { KindNamed, Named } from '../../../projections/state/queries/references.js';
import { pageOf } from '../links.js';

/** Something that a statement about a plan points at: the plan, a part of it, a commitment or something else. */
export interface PlanThing extends Omit<KindNamed, 'kind'> {
  /** Absent where it has no page. */
  path?: string;
}

export function planThing({ kind, ...thing }: KindNamed, plan: Named | undefined): PlanThing {
  const path = pageOf(kind, { ...thing, ...(plan ? { plan } : {}) });
  return { ...thing, ...(path === undefined ? {} : { path }) };
}
