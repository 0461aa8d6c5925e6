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
  if (linked !== undefined) throw new Elsewhere(308, writeAddress(asked) + searchWith({ ...query, plan: linked }));
}
