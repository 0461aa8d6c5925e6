import type { StringKey } from '../strings/keys.js';

/** A page that leads to others. */
export interface Entrance {
  key: StringKey;
  path: string;
}

/** What stands under the header of every page. Few enough for one line. */
export const NAVIGATION: readonly Entrance[] = [
  { key: 'nav.plans', path: '/plans' },
  { key: 'milestones.title', path: '/milestones' },
  { key: 'nav.reports', path: '/reports' },
  { key: 'nav.metrics', path: '/metrics' },
  { key: 'nav.changes', path: '/changes' },
  { key: 'meetings.title', path: '/meetings' },
  { key: 'search.title', path: '/search' },
];

/** What stands at the end of every page: how all of this comes about, and how to use it. */
export const FOOTER: readonly Entrance[] = [
  { key: 'method.title', path: '/method' },
  { key: 'statuses.title', path: '/status-definitions' },
  { key: 'glossary.title', path: '/glossary' },
  { key: 'bodies.title', path: '/bodies' },
  { key: 'sources.title', path: '/sources' },
  { key: 'footer.entries', path: '/entries' },
  { key: 'verify.title', path: '/verify' },
  { key: 'checkpoints.title', path: '/checkpoints' },
  { key: 'erasures.title', path: '/erasures' },
  { key: 'developers.title', path: '/developers' },
  { key: 'footer.api', path: '/api/docs' },
  { key: 'accessibility.title', path: '/accessibility' },
  { key: 'privacy.title', path: '/privacy' },
];

/** The entrance that a page stands behind. */
export function isBehind(path: string, { path: entrance }: Entrance): boolean {
  return path === entrance || path.startsWith(`${entrance}/`);
}
