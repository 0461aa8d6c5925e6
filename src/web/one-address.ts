import { Elsewhere } from '../http/elsewhere.js';
import { type PageAddress, writeAddress } from './time/address.js';
import { searchWith } from './time/page-addressing.js';

/**
 * Makes sure that a page is seen at the address that links to it use, by whatever other id it was asked for.
 *
 * @param path of that address, within the view
 * @throws Elsewhere 308
 */
export function atItsAddress(asked: PageAddress, path: string, parameters = ''): void {
  if (asked.path !== path) throw new Elsewhere(308, writeAddress({ ...asked, path }) + parameters);
}

/**
 * Makes sure that a list which a plan narrows is seen at the address that names the plan as links do.
 *
 * @throws Elsewhere 308
 */
export function withPlanAsLinked(
  asked: PageAddress,
  query: { plan?: string },
  plans: readonly { id: string; externalIds: readonly string[] }[],
): void {
  const linked = plans.find(({ id }) => id === query.plan)?.externalIds[0];
  withParameterAsLinked(asked, query, { plan: linked });
}

/**
 * Makes sure that a parameter names something as links do.
 *
 * @param linked how; `undefined` where no link names it
 * @throws Elsewhere 308
 */
export function withParameterAsLinked<Q extends object>(asked: PageAddress, query: Q, linked: Partial<Q>): void {
  for (const [name, value] of Object.entries(linked))
    if (value !== undefined && value !== query[name as keyof Q])
      throw new Elsewhere(308, writeAddress(asked) + searchWith({ ...query, ...linked }));
}
