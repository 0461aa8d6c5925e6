import type { StringKey } from '../strings/keys.js';

/** A page that leads to others. */
export interface Entrance {
  key: StringKey;
  path: string;
}

/** What stands under the header of every page. Few enough for one line. */
export const NAVIGATION: readonly Entrance[] = [
  { key: 'nav.plans', path: '/plans' },
  { key: 'nav.reports', path: '/reports' },
  { key: 'nav.changes', path: '/changes' },
];

/** What stands at the end of every page: how all of this comes about, and how to use it. */
export const FOOTER: readonly Entrance[] = [
  { key: 'footer.entries', path: '/entries' },
  { key: 'footer.api', path: '/api/docs' },
];

/** The entrance that a page stands behind. */
export function isBehind(path: string, { path: entrance }: Entrance): boolean {
  return path === entrance || path.startsWith(`${entrance}/`);
}
