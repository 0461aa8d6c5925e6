import { Elsewhere } from '../http/elsewhere.js';
import { type PageAddress, writeAddress } from './time/address.js';

/**
 * Makes sure that a page is seen at the address that links to it use, by whatever other id it was asked for.
 *
 * @param path of that address, within the view
 * @throws Elsewhere 308
 */
export function atItsAddress(asked: PageAddress, path: string, parameters = ''): void {
  if (asked.path !== path) throw new Elsewhere(308, writeAddress({ ...asked, path }) + parameters);
}
