import { parametersOf, type QueryClass } from '../http/view/parameters.js';
import { pinnedAddress } from '../http/view/reading.js';
import { FEEDS } from './feeds/feed.view.js';

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

/** The feed beside a page, which is in the view of its reader. */
export interface FeedLink {
  path: string;
  asked: object;
}

/**
 * @param path of the page
 * @param filter what narrows page and feed alike; of the query, nothing else counts for the feed
 */
export function feedBeside(path: string, filter?: QueryClass, query: object = {}): FeedLink {
  const names = new Set(filter === undefined ? [] : parametersOf(filter).map(({ name }) => name));
  return { path: FEEDS + path, asked: Object.fromEntries(Object.entries(query).filter(([name]) => names.has(name))) };
}
