import { type Day, isDay } from '../../ledger/dates.js';

/** What an address of a page says of its view; empty for what is known now. */
export interface TimeInPath {
  asReportedOn?: Day;
  /** Only beside a day: how many entries of the ledger count. */
  atSize?: number;
}

export interface PageAddress {
  time: TimeInPath;
  /** The page within the view, from `/` on. */
  path: string;
}

/** An address that means to name a view but does not. */
export interface MalformedTime {
  /** What stands there for a date. */
  typed: string;
  /** The page that is meant; the first one where that cannot be told. */
  path: string;
}

/** What this ledger showed on a day: an address that leads to the view of it. */
export interface ShownAddress {
  shownOn: Day;
  /** The page within that view, from `/` on. */
  path: string;
}

const PREFIX = /^\/at(?=\/|$)/;
const SHOWN_PREFIX = /^\/showed(?=\/|$)/;
const CANONICAL = /^\/at\/(\d{4}-\d{2}-\d{2})(?:\/size\/(0|[1-9]\d{0,15}))?(\/.*)?$/;

/** What belongs to no page. */
const NO_PAGES = /^\/(api|health|assets|log)(\/|$)/;

/** Pages that say the same in every view, and so have one address. */
const ONE_ADDRESS =
  /^(\/feeds)?\/(time|entries|sources|reports|verify|checkpoints|erasures|backfills|method|glossary|accessibility|privacy|developers|status-definitions)(\/|$)/;

/**
 * Takes an address of a page apart.
 *
 * @param path as it was asked for, without parameters
 */
export function readAddress(path: string): PageAddress | MalformedTime {
  if (!PREFIX.test(path)) return { time: {}, path };
  const [, day, size, rest = '/'] = CANONICAL.exec(path) ?? [];
  const atSize = size === undefined ? undefined : Number(size);
  // What is left after a day must not look like a size that was written wrongly.
  const fine =
    day !== undefined &&
    !/^\/size(\/|$)/.test(rest) &&
    isDay(day) &&
    (atSize === undefined || Number.isSafeInteger(atSize));
  if (!fine || !isPageInView(rest)) return malformed(path);
  return { time: { asReportedOn: day, ...(atSize === undefined ? {} : { atSize }) }, path: rest };
}

/** The same of an address for what was shown on a day; `null` where it is none. */
export function readShown(path: string): ShownAddress | MalformedTime | null {
  if (!SHOWN_PREFIX.test(path)) return null;
  const [, , day = '', ...segments] = path.split('/');
  const rest = `/${segments.join('/')}`;
  return isDay(day) && isPageInView(rest) ? { shownOn: day, path: rest } : malformed(path);
}

/** Behind what was meant for a date the page goes on; where no date was meant, its first part may be missing. */
function malformed(path: string): MalformedTime {
  const [, , typed = '', ...segments] = path.split('/');
  const page = `/${segments.slice(segments[0] === 'size' ? 2 : 0).join('/')}`;
  return { typed, path: /\d/.test(typed) && isPageInView(page) ? page : '/' };
}

/** The address that leads to what was shown on a day. */
export function writeShown({ shownOn, path }: ShownAddress): string {
  return `/showed/${shownOn}${path === '/' ? '' : path}`;
}

/** The address of a page in a view. */
export function writeAddress({ time, path }: PageAddress): string {
  if (time.asReportedOn === undefined || hasOneAddress(path) || !isPage(path)) return path;
  const size = time.atSize === undefined ? '' : `/size/${time.atSize}`;
  return `/at/${time.asReportedOn}${size}${path === '/' ? '' : path}`;
}

/** Whether a view may stand before it: not before another one, nor before what is no page. */
function isPageInView(path: string): boolean {
  return isPage(path) && !PREFIX.test(path) && !SHOWN_PREFIX.test(path);
}

/** Whether an address is one of a page, whether or not there is one. */
export function isPage(path: string): boolean {
  return !NO_PAGES.test(path);
}

export function hasOneAddress(path: string): boolean {
  return ONE_ADDRESS.test(path.split('?')[0]!);
}
