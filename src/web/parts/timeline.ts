import type { HistoryAnswer } from '../../../projections/state/queries/history/history.answers.js';
import { ProblemError } from '../../http/problem.js';
import { type Day, dayIn } from '../../ledger/dates.js';
import { isExternalId } from '../../ledger/ids.js';
import { type Choice, choicesOf } from './choices.js';
import { PAGE_LENGTH } from './pagination.js';
import type { People } from './people.js';

/** Texts longer than this many characters are folded. */
const LONG = 300;

/** What entries of a timeline are about, in the order in which they are offered. */
export const TIMELINE_KINDS = ['words', 'status', 'updates', 'dates', 'meetings', 'place', 'changed'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** By the day on which the public was told, or by the moment at which the ledger took it. */
export const TIMELINE_ORDERS = ['recorded', 'reported'] as const;
export type TimelineOrder = (typeof TIMELINE_ORDERS)[number];

/** How a timeline is asked for, as its address says. */
export interface TimelineAsked {
  kind?: TimelineKind;
  /** External id or UUID, as in the address. */
  object?: string;
  role?: string;
  /** Days of recording or of report, by the order; the last one included. */
  from?: Day;
  to?: Day;
  order?: TimelineOrder;
  /** Index of an entry: what stands below it. */
  before?: number;
}

/** What an entry says of itself, which a timeline shows as it is. */
type Shown = 'index' | 'category' | 'recordedAt' | 'reportedOn' | 'entry' | 'actingAs' | 'source' | 'citations';

/** One entry as a timeline tells it. */
export interface TimelineItem extends Pick<HistoryAnswer, Shown> {
  /** Type of the statement that it makes, or that it acts on. */
  told: string;
  /** How it acts on an earlier entry: Revised, Restated, Withdrawn, EntryCorrected or EntryVoided. */
  act?: string;
  /** Absent where it is about what the whole timeline is about. */
  object?: HistoryAnswer['object'];
  was: string | null;
  is: string | null;
  /** What it links, by name, where that is what it says; of promises their words too. */
  links: { kind: string; id: string; name: string; text?: string }[];
  /** Texts of the catalogue that say both, where they are no words of a paper. */
  group: 'state' | 'lineage' | '';
  isLong: boolean;
  people: People;
  reason: string | null;
  isVoided: boolean;
  isCorrected: boolean;
}

export interface Timeline {
  items: TimelineItem[];
  /** Of all entries that fit. */
  total: number;
  /** Place of the first item shown, counted from the oldest, which is 1. */
  start: number;
  order: TimelineOrder;
  asked: TimelineAsked;
  isNarrowed: boolean;
  /** Of all kinds together, and those that there are entries of: how many fit but for their kind, and how to see them. */
  all: { count: number; asked: TimelineAsked };
  kinds: { kind: TimelineKind; count: number; asked: TimelineAsked }[];
  /** How to see it in the other order; and the newest entries and older ones, where those are not shown. */
  to: { otherOrder: TimelineAsked; newest?: TimelineAsked; older?: TimelineAsked };
  /** Objects and roles to choose from. */
  objects: Choice[];
  roles: string[];
}

/** What a timeline is about. */
export interface TimelineOf {
  /** UUID of what the timeline as a whole is about. */
  page: string;
  /** UUID of the object asked for. */
  object: string | undefined;
  /** IANA time zone of the days of recording. */
  timeZone: string;
}

/**
 * Entries as a timeline, the newest first.
 *
 * @throws ProblemError 404: there is no entry of that index to go on from
 */
export function timeline(entries: readonly HistoryAnswer[], of: TimelineOf, asked: TimelineAsked): Timeline {
  const { kind, order = 'recorded', before } = asked;
  const narrowing = { object: asked.object, role: asked.role, from: asked.from, to: asked.to };
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const inOrder = [...entries].sort((a, b) =>
    order === 'reported' ? compareDays(dayOf(b, byId), dayOf(a, byId)) || b.index - a.index : b.index - a.index,
  );
  const ofAllKinds = inOrder.filter((entry) => isWanted(entry, byId, of, { ...narrowing, order }));
  const fitting = kind === undefined ? ofAllKinds : ofAllKinds.filter((entry) => isOf(kind, entry));
  const from = before === undefined ? 0 : fitting.findIndex(({ index }) => index === before) + 1;
  if (before !== undefined && from === 0)
    throw new ProblemError(404, 'unknown-page', 'No entry of this list has that number', { field: 'before' });
  const shown = fitting.slice(from, from + PAGE_LENGTH);
  const goesOn = from + shown.length < fitting.length;
  const here: TimelineAsked = { ...narrowing, kind, order: asked.order };
  return {
    items: shown.map((entry) => itemOf(entry, byId, of.page)),
    ...{ total: fitting.length, start: fitting.length - from, order, asked: here },
    isNarrowed: Object.values(narrowing).some((value) => value !== undefined),
    all: { count: ofAllKinds.length, asked: { ...here, kind: undefined } },
    kinds: TIMELINE_KINDS.flatMap((one) => {
      const count = ofAllKinds.filter((entry) => isOf(one, entry)).length;
      return count === 0 ? [] : [{ kind: one, count, asked: { ...here, kind: one } }];
    }),
    to: {
      otherOrder: { ...here, order: order === 'recorded' ? 'reported' : undefined },
      ...(before === undefined ? {} : { newest: here }),
      ...(goesOn ? { older: { ...here, before: shown.at(-1)!.index } } : {}),
    },
    objects: objectsOf(entries),
    roles: [...new Set(entries.flatMap(({ actingAs }) => actingAs ?? []))].sort(),
  };
}

function isWanted(
  entry: HistoryAnswer,
  byId: ById,
  { object, timeZone }: TimelineOf,
  { role, from, to, order }: TimelineAsked,
): boolean {
  const day = order === 'reported' ? dayOf(entry, byId) : dayIn(timeZone, new Date(entry.recordedAt));
  return (
    (object === undefined || entry.object.id === object) &&
    (role === undefined || entry.actingAs === role) &&
    (from === undefined || day >= from) &&
    (to === undefined || day <= to)
  );
}

/** How links name an object that entries are about; `undefined` where none is about it. */
export function objectAsLinked(entries: readonly HistoryAnswer[], id: string | undefined): string | undefined {
  const [choice] = objectsOf(entries.filter(({ object }) => object.id === id));
  return choice?.value;
}

/** What entries are about, commitments by the numbers that addresses have them by. */
function objectsOf(entries: readonly HistoryAnswer[]): Choice[] {
  return choicesOf(
    entries.map(({ category, object }) => {
      const { id, name } = object;
      return category === 'commitment' && isExternalId(name) ? { id: name, name } : { id, name: name ?? id };
    }),
  );
}

type ById = ReadonlyMap<string, HistoryAnswer>;

function itemOf(entry: HistoryAnswer, byId: ById, object: string): TimelineItem {
  const { index, category, recordedAt, reportedOn, actingAs, source, citations, was, is } = entry;
  const { people = [], reason } = (entry.statement ?? {}) as { people?: People; reason?: string | null };
  const isAct = entry.kind !== 'statement';
  return {
    ...{ index, category, recordedAt, source, citations, entry: entry.entry },
    ...(reportedOn === undefined ? {} : { reportedOn }),
    ...(actingAs === undefined ? {} : { actingAs }),
    told: rootOf(entry, byId).type,
    ...(isAct ? { act: entry.type } : {}),
    ...(entry.object.id === object ? {} : { object: entry.object }),
    ...{ was: was === is && !isAct ? null : was, group: groupOf(entry), people },
    is: is === entry.object.name ? null : is,
    links: linksOf(entry, object),
    isLong: Math.max(was?.length ?? 0, is?.length ?? 0) > LONG,
    reason: reasonOf(entry.change) ?? reason ?? null,
    isVoided: entry.voidedBy !== undefined,
    isCorrected: entry.correctedBy.length > 0,
  };
}

/** The ordinary statement at the beginning of a chain of changes, as far as it is in the list. */
function rootOf(entry: HistoryAnswer, byId: ById): HistoryAnswer {
  let here = entry;
  for (let next = byId.get(here.target ?? ''); next; next = byId.get(here.target ?? '')) here = next;
  return here;
}

/** What is void has no day of its own: it stands with what it acts on. */
function dayOf(entry: HistoryAnswer, byId: ById): string {
  return entry.reportedOn ?? rootOf(entry, byId).reportedOn ?? '';
}

function compareDays(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Keys that say what belongs to what. */
const LINKING = /^(attached\/|targets$|lineage\/|lead$|decision\/[^/]+\/changes$)/;

function linksOf({ facet, object, pointsAt, kind }: HistoryAnswer, page: string): TimelineItem['links'] {
  if (kind === 'ledgerVoid' || !LINKING.test(facet)) return [];
  return pointsAt.flatMap(({ name, ...thing }) =>
    name === undefined || thing.id === object.id || thing.id === page
      ? []
      : [{ ...thing, name, kind: thing.text === undefined ? kindLinked(facet) : 'commitment' }],
  );
}

/** Empty where a key does not say what it links. */
function kindLinked(facet: string): string {
  if (facet === 'lead') return 'body';
  return /^(attached\/commitment|lineage)\//.test(facet) ? 'commitment' : '';
}

function reasonOf(change: unknown): string | undefined {
  const { correctionReason, note, reason } = (change ?? {}) as Record<string, unknown>;
  const said = correctionReason ?? note ?? reason;
  return typeof said === 'string' ? said : undefined;
}

function groupOf({ category, facet }: HistoryAnswer): TimelineItem['group'] {
  if (category === 'milestone' && facet === 'state') return 'state';
  return category === 'commitment' && facet.startsWith('lineage/') ? 'lineage' : '';
}

function isOf(kind: TimelineKind, entry: HistoryAnswer): boolean {
  return kind === 'changed' ? entry.kind !== 'statement' : kindOf(entry) === kind;
}

function kindOf({ category, facet }: HistoryAnswer): Exclude<TimelineKind, 'changed'> {
  if (category === 'update' || category === 'report') return 'updates';
  if (category === 'milestone' || facet === 'target-date') return 'dates';
  if (category === 'meeting') return 'meetings';
  if (category === 'commitment' && facet.startsWith('wording/')) return 'words';
  return category === 'commitment' && facet.startsWith('status/') ? 'status' : 'place';
}
