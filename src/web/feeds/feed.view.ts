import type { TrailLine } from '../../../projections/audit-trail/queries/trail/trail.answers.js';
import { uuidV5 } from '../../ledger/ids.js';
import { groupOf, headingOf, isItsName, whatOf } from '../entries/told.js';
import { pageOf } from '../links.js';
import { inWords } from '../parts/people.js';
import type { Words } from '../render/words.js';
import { hasOneAddress, type PageAddress, writeAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';

/** Where feeds are: before the address of the page that each belongs to. */
export const FEEDS = '/feeds';

/** A feed as RFC 4287 has it: entries of the ledger, the newest first. */
export interface Feed {
  /** The same for ever, and another one for each view and filter. */
  id: string;
  title: string;
  /** UTC instant. */
  updated: string;
  author: string;
  /** Address of the feed, and of the page that shows the same. */
  self: string;
  page: string;
  entries: FeedEntry[];
}

export interface FeedEntry {
  id: string;
  title: string;
  /** When the ledger took it. An entry never changes, so this is when it was published and updated. */
  updated: string;
  /** What it says, and when that had been reported. */
  summary: string;
  /** Address of the entry, which says what it changed. */
  entry: string;
  /** What it is about, as the ledger showed that with what came in at that instant; absent where that has no page. */
  object?: string;
}

/** What a feed is made of. */
export interface FeedParts {
  title: string;
  /** The newest first. */
  lines: readonly TrailLine[];
  /** The feed as it was asked for, and its parameters beside the view. */
  asked: PageAddress;
  query: object;
  /** When the newest entry of its view was recorded; `null` in an empty ledger. */
  recordedUpTo: string | null;
  /** UUID. */
  ledger: string;
  site: string;
}

/** A feed needs an instant even where there has been none. */
const NEVER = '1970-01-01T00:00:00.000Z';

export function feedOf(parts: FeedParts, words: Words): Feed {
  const { lines, asked, query, recordedUpTo, ledger, site } = parts;
  const self = writeAddress(asked) + searchWith(query);
  const page = writeAddress({ ...asked, path: asked.path.slice(FEEDS.length) }) + searchWith(query);
  return {
    id: `urn:uuid:${uuidV5(ledger, writeAddress(asked) + searchWith(inOrder(query)))}`,
    title: titleOf(parts, words),
    updated: lines[0]?.recordedAt ?? recordedUpTo ?? NEVER,
    ...{ author: site, self, page, entries: lines.map((line) => entryOf(line, { lines, words })) },
  };
}

/** Two orders of the same parameters ask for the same feed. */
function inOrder(query: object): object {
  return Object.fromEntries(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Says what the feed is narrowed to, so that several feeds of one list can be told apart. */
function titleOf({ title, asked: { time }, query, site }: FeedParts, words: Words): string {
  const by = [...new URLSearchParams(searchWith(query))].map(([name, value]) => `${name}: ${value}`).join(', ');
  const what = by === '' ? title : words.t('feed.narrowed', { title, by });
  if (time.asReportedOn === undefined) return words.t('titleOnSite', { title: what, site });
  const day = words.day(time.asReportedOn);
  const view =
    time.atSize === undefined ? words.t('view.dated', { day }) : words.t('view.pinned', { day, size: time.atSize });
  return words.t('titleInView', { title: what, view, site });
}

function entryOf(line: TrailLine, { lines, words }: { lines: readonly TrailLine[]; words: Words }): FeedEntry {
  const object = objectOf(line, lines);
  return {
    ...{
      id: `urn:uuid:${line.id}`,
      title: inWords(headingOf(whatOf(line), words), [], words),
      updated: line.recordedAt,
    },
    ...{ summary: summaryOf(line, words), entry: pageOf('entry', { id: String(line.index) })! },
    ...(object === undefined ? {} : { object }),
  };
}

function summaryOf(line: TrailLine, words: Words): string {
  const { said, reportedOn, entry, target } = line;
  const group = groupOf(line);
  const isSaid = said !== null && !isItsName(said, line);
  return [
    isSaid ? inWords(group === '' ? said : words.said(group, said), [], words) : '',
    target ? words.t('feed.actsOn', { index: target.index }) : '',
    reportedOn === undefined ? '' : words.t('from.reported', { day: words.day(reportedOn) }),
    entry === undefined ? '' : words.said('entry', entry),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** An object comes in with several entries at once, and may have no name before the last of them. */
function objectOf({ category, object, recordedAt, recordedOn }: TrailLine, lines: readonly TrailLine[]) {
  const path = pageOf(category, object);
  if (path === undefined || hasOneAddress(path)) return path;
  const together = lines.filter((one) => one.object.id === object.id && one.recordedAt === recordedAt);
  const atSize = Math.max(...together.map(({ index }) => index)) + 1;
  return writeAddress({ time: { asReportedOn: recordedOn, atSize }, path });
}
