import type {
  EntryPointer,
  TrailLine,
  TrailPage,
} from '../../../projections/audit-trail/queries/trail/trail.answers.js';
import type { TrailAsked } from '../../../projections/audit-trail/queries/trail/trail-filter.js';
import type { PlanSummary } from '../../../projections/state/queries/plan/plan.answers.js';
import { pathOfPlan } from '../plans/plan.view.js';
import { cut, groupOf, isItsName, type What, whatOf } from './told.js';

/** Entries of a page of the list. */
export const ENTRIES_A_PAGE = 50;

/** In the list, in characters. */
const MOST_SAID = 200;

/** The list as its address asks for it. */
export interface EntriesAsked extends TrailAsked {
  before?: number;
  after?: number;
}

/** One line of the list. */
export interface EntryLine
  extends Pick<TrailLine, 'index' | 'category' | 'object' | 'reportedOn' | 'recordedAt' | 'entry'> {
  what: What;
  said: string;
  /** Texts of the catalogue that say it, where it is no word of a paper. */
  group: string;
  /** The entry that it acts on. */
  target?: EntryPointer;
  actedOnBy: EntryPointer[];
}

export interface EntriesPage {
  lines: EntryLine[];
  total: number;
  /** Parameters of the pages beside this one; absent where there are none. */
  newer?: EntriesAsked;
  older?: EntriesAsked;
  asked: EntriesAsked;
  isNarrowed: boolean;
  plans: { value: string; text: string; path: string }[];
}

export function entriesPage(
  page: Omit<TrailPage, 'entries'>,
  asked: EntriesAsked,
  plans: readonly PlanSummary[],
): EntriesPage {
  const { before, after, ...filters } = asked;
  const [newest, oldest] = [page.lines[0]?.index, page.lines.at(-1)?.index];
  return {
    lines: page.lines.map(lineOf),
    ...{ total: page.total, asked: filters },
    ...(page.newer && newest !== undefined ? { newer: { ...filters, after: newest } } : {}),
    ...(page.older && oldest !== undefined ? { older: { ...filters, before: oldest } } : {}),
    isNarrowed: Object.values(filters).some((value) => value !== undefined),
    plans: plans.map((plan) => ({
      ...{ value: plan.externalIds[0] ?? plan.id, text: plan.title ?? plan.id, path: pathOfPlan(plan) },
    })),
  };
}

function lineOf(line: TrailLine): EntryLine {
  const { index, category, object, reportedOn, recordedAt, entry, actedOnBy, target } = line;
  return {
    ...{ index, category, object, recordedAt, actedOnBy, what: whatOf(line), said: saidBy(line), group: groupOf(line) },
    ...(reportedOn === undefined ? {} : { reportedOn }),
    ...(entry === undefined ? {} : { entry }),
    ...(target ? { target } : {}),
  };
}

function saidBy(line: TrailLine): string {
  return isItsName(line.said, line) ? '' : cut(line.said ?? '', MOST_SAID);
}
