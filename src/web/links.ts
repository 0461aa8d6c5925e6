import type { Category } from '../ledger/catalogue/catalogue.js';
import { isExternalId } from '../ledger/ids.js';
import { isOwnPath, isWebAddress } from '../ledger/web-address.js';

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

/** Kinds of page that are about an object of another name, or about none. */
const ABOUT: Readonly<Record<string, Category | undefined>> = { scorecard: 'plan', area: undefined, entry: undefined };

/** What the address of a page names, by its id or name. */
export interface NamedInAddress {
  /** Absent of what is no object of the ledger. */
  category?: Category;
  /** As it stands in the address. */
  reference: string;
  /** What the address has behind it, from `/` on, or `.docx` of a report's Word file; empty where there is nothing. */
  rest: string;
}

/** The object that a page is about, whether or not there is one; `undefined` for pages that are about none. */
export function namedIn(path: string): NamedInAddress | undefined {
  const [, folder] = /^(\/[^/]+\/)/.exec(path) ?? [];
  const kind = Object.entries(PAGES).find(([, pages]) => pages === folder)?.[0];
  if (kind === undefined) return undefined;
  const behind = kind === 'report' ? /^([^/]+?)(\/.*|\.docx)?$/ : /^([^/]+)(\/.*)?$/;
  const [, reference, rest = ''] = behind.exec(path.slice(folder!.length)) ?? [];
  if (reference === undefined) return undefined;
  const category = kind in ABOUT ? ABOUT[kind] : (kind as Category);
  return { ...(category ? { category } : {}), reference, rest };
}

/** What was given as the address of something: where it leads, if anywhere, and the host that a reader would go to. */
export interface GivenAddress {
  text: string;
  leadsTo: 'outside' | 'report' | 'page.own' | 'nowhere';
  host?: string;
}

/** Entries of former times may hold any text in the place of an address: that leads nowhere. */
export function givenAddress(text: string): GivenAddress {
  if (isWebAddress(text)) return { text, leadsTo: 'outside', host: new URL(text).host };
  if (!isOwnPath(text)) return { text, leadsTo: 'nowhere' };
  return { text, leadsTo: text.startsWith(PAGES.report) ? 'report' : 'page.own' };
}
