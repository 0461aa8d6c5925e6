import { pinnedAddress } from '../http/view/reading.js';

/** Where the contents of a page are to be had as data, in the same view. */
export interface DataLinks {
  json: string;
  /** Absent for what is no list. */
  csv?: string;
}

/**
 * @param path under /api
 * @param more `csv` where it is a list
 * @param parameters of the same list, beside the view
 */
export function dataOf(
  { view }: { view: Parameters<typeof pinnedAddress>[2] },
  path: string,
  more?: 'csv',
  parameters: object = {},
): DataLinks {
  const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
  return {
    json: pinnedAddress(path, given, view),
    ...(more === 'csv' ? { csv: pinnedAddress(path, { ...given, format: 'csv' }, view) } : {}),
  };
}
