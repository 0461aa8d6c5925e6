import type { Worded } from '../../../projections/state/queries/references.js';
import type {
  Cause,
  ChangeCounts,
  ChangeKind,
  ChangeLine,
  LinkEnd,
  ViewBefore,
} from '../../../projections/state/queries/view-change/view-change.answers.js';
import { pageOf } from '../links.js';
import { type Numbered, numbered } from '../parts/pagination.js';
import { type DiffPart, diffParts } from '../parts/word-diff.js';
import { pathOfPart } from '../plans/plan.view.js';

/** Texts longer than this many characters are folded. */
const LONG = 400;

/** Statements that have a name of their own; others go by the name of what they are said of. */
const SORTS = [
  ...['plan.node', 'plan.node.title', 'plan.node.place', 'plan.order', 'plan.indicator', 'plan.indicator.metrics'],
  ...['plan.outcome', 'plan.tag', 'plan.tag-scheme', 'plan.delivery', 'plan.delivery.end', 'plan.conflict'],
  ...['plan.issue', 'plan.variation', 'commitment.wording', 'commitment.status', 'commitment.lineage'],
  ...['commitment.target-date', 'commitment.place', 'milestone.due', 'milestone.state', 'metric.value'],
  ...['metric.target', 'metric.direction', 'metric.break', 'metric.check', 'meeting.decision', 'meeting.paper'],
  ...['meeting.decision.changes', 'meeting.outcome', 'meeting.action', 'report.publication', 'report.no-update'],
] as const;
const CATEGORIES = [
  ...['plan', 'commitment', 'update', 'milestone', 'metric', 'meeting', 'programme', 'extrec', 'report', 'settings'],
] as const;
export type ChangeSort = (typeof SORTS)[number] | (typeof CATEGORIES)[number];

const WORDS: Partial<Record<ChangeSort, ChangeRow['words']>> = {
  'commitment.lineage': 'lineage',
  'milestone.state': 'state',
};

/** One thing that is otherwise, as a row. */
export interface ChangeRow extends Pick<ChangeLine, 'was' | 'is' | 'from'> {
  /** What it is said of. */
  name: string;
  /** Of a commitment, its words. */
  text?: string;
  /** Of a figure: its period, area and part. */
  figure?: string;
  path?: string;
  /** What sort of statement it is, as a text of the catalogue. */
  sort: `changes.sort.${string}` | `thing.${string}`;
  /** Texts for its words, which are words of a closed list. */
  words?: 'lineage' | 'state';
  /** Of a link between promises. */
  link: LinkSaid | null;
  /** Who else than the body says it. */
  saidBy: 'editors' | 'settings' | null;
  /** It was said in between, and not by the body; where it comes from says so. */
  isLedgersOwn: boolean;
  because: ChangeLine['because'] | null;
  /** Why the body or the ledger changed it, where somebody said. */
  reason: string | null;
  /** Both texts as one, with what was added and removed marked. */
  diff: DiffPart[] | null;
  isLong: boolean;
  /** Of either side: something was said that has no words, or whose words were erased. */
  isWordless: { was: boolean; is: boolean };
  /** It was said again, and what is held of it is the same. */
  isSame: boolean;
}

/** A link, as seen from the promise that it is said of: what became of that, or what that came of. */
export interface LinkSaid {
  /** Text of the catalogue that leads to those at its other end; where there are none, the type of the link alone. */
  lead: `changes.link.${LinkEnd}.${string}` | `lineage.${string}`;
  others: Worded[];
  /** Those at the same end of it. */
  together: Worded[];
  basis: string;
}

/** Rows of one kind; of those that are silent, names alone are shown. */
export interface ChangeGroup {
  kind: ChangeKind;
  rows: ChangeRow[];
}

/** What the address says beside the page. */
export interface ChangesAsked {
  from?: string;
  fromSize?: number;
  plan?: string;
  kind?: ChangeKind;
}

export interface ChangesList {
  from: ViewBefore;
  total: number;
  /** Kinds that there are changes of, with how many, and what an address that shows them alone says. */
  kinds: { kind: ChangeKind; count: number; asked: ChangesAsked }[];
  restated: number;
  corrected: number;
  silent: number;
  /** Statements that the ledger's editors added. */
  editors: number;
  /** In between, no body reported, restated or took back anything of what is compared. */
  isQuiet: boolean;
  path: string;
  asked: ChangesAsked;
  /** The same without the kind. */
  others: ChangesAsked;
  list: Omit<Numbered<ChangeLine>, 'items'>;
  groups: ChangeGroup[];
}

/** @param lines of all kinds; those that were not asked for are only counted */
export function changesList(
  { from, summary, lines }: { from: ViewBefore; summary: ChangeCounts; lines: readonly ChangeLine[] },
  { path, page, ...asked }: ChangesAsked & { path: string; page?: number },
): ChangesList {
  const { kind, ...others } = asked;
  const kinds = [...new Set(lines.map((line) => line.kind))];
  const shown = kind === undefined ? lines : lines.filter((line) => line.kind === kind);
  const { items, ...list } = numbered(shown, page);
  const onPage = [...new Set(items.map((line) => line.kind))];
  return {
    ...{ from, path, asked, others, list, total: lines.length },
    ...{ restated: summary.restated, corrected: summary.corrected, silent: summary.silent },
    editors: summary.editors,
    isQuiet: !lines.some((line) => line.because !== undefined && REPORTED.has(line.because) && saidBy(line) === null),
    kinds: kinds.map((one) => ({
      kind: one,
      count: lines.filter((line) => line.kind === one).length,
      asked: { ...others, kind: one },
    })),
    groups: onPage.map((one) => ({ kind: one, rows: items.filter((line) => line.kind === one).map(rowOf) })),
  };
}

/** What the body said in between; the others are about the ledger. */
const REPORTED: ReadonlySet<Cause> = new Set<Cause>(['later report', 'revision', 'restatement', 'withdrawal']);

function saidBy({ category, byEditors }: ChangeLine): ChangeRow['saidBy'] {
  if (category === 'settings') return 'settings';
  return byEditors ? 'editors' : null;
}

function rowOf(line: ChangeLine): ChangeRow {
  const { object, was, is, from, because = null, diff } = line;
  const path = pathOf(line);
  const sort = sortOf(line);
  const words = WORDS[sort];
  return {
    // Updates go by what they are about.
    name: (line.category === 'update' ? line.about?.[0]?.name : undefined) ?? object.name ?? object.id,
    ...(path === undefined ? {} : { path }),
    ...(words === undefined ? {} : { words }),
    ...(object.text === undefined ? {} : { text: object.text }),
    ...(line.figure === undefined ? {} : { figure: line.figure }),
    sort: isCategory(sort) ? `thing.${sort}` : `changes.sort.${sort}`,
    ...{ was, is, from, saidBy: saidBy(line), because, link: linkOf(line) },
    isLedgersOwn: saidBy(line) !== null && because === 'later report',
    reason: from?.changeReason ?? from?.reason ?? null,
    diff: diff ? diffParts(diff) : null,
    isLong: Math.max(was?.length ?? 0, is?.length ?? 0) > LONG,
    isWordless: { was: was === null && line.before !== null, is: is === null && line.after !== null },
    isSame: was !== null && was === is,
  };
}

/** In plain words, which tell the older promise from the newer: "Replaced" could be said of both. */
function linkOf({ end, others = [], together = [], after, before }: ChangeLine): LinkSaid | null {
  const said = after ?? before;
  if (!said || !end) return null; // links between promises alone have ends
  const type = String(said.type);
  const lead = others.length > 0 ? (`changes.link.${end}.${type}` as const) : (`lineage.${type}` as const);
  return { lead, others, together, basis: String(said.basis) };
}

function isCategory(sort: ChangeSort): boolean {
  return (CATEGORIES as readonly string[]).includes(sort);
}

/** A part of an object is said of too; of those, parts of plans alone have pages. */
function pathOf({ id, category, object, plan, facet = '' }: ChangeLine): string | undefined {
  if (id.startsWith(`${category}-${object.id}`)) return pageOf(category, object);
  const isPart = category === 'plan' && plan !== undefined && facet.startsWith(`node/${object.id}`);
  return isPart ? pathOfPart(pageOf('plan', plan)!, object.id, 1) : undefined; // leads on to that of its depth
}

function sortOf({ category, facet = '' }: ChangeLine): ChangeSort {
  const [first, , third] = facet.split('/');
  const candidates = [`${category}.${first}.${third}`, `${category}.${first}`, category];
  const known: readonly string[] = [...SORTS, ...CATEGORIES];
  return candidates.find((one) => known.includes(one)) as ChangeSort;
}
