import type {
  ComparisonCounts,
  ComparisonRow,
  PlanComparison,
} from '../../../projections/state/queries/lineage/lineage.answers.js';
import type { CountedCommitment } from '../../../projections/state/queries/plan/plan.answers.js';
import { pageOf } from '../links.js';
import { type AddedLine, addedLines } from '../parts/added-by-editors.js';
import { type Numbered, numbered } from '../parts/pagination.js';
import { type DiffPart, diffParts } from '../parts/word-diff.js';
import { pathOfComparison } from './plan.view.js';

/** Which rows are shown; the same as the counts. */
export const COMPARISON_SHOWS = [
  'linked',
  'dropped',
  'noSourceFound',
  'withoutLink',
  'new',
  'withoutOrigin',
] as const satisfies readonly (keyof ComparisonCounts)[];
export type ComparisonShow = (typeof COMPARISON_SHOWS)[number];

/** A promise by its number and words. */
export interface PromiseCell {
  id: string;
  identifier: string;
  path: string;
  words?: string;
  from?: CountedCommitment['from'];
}

/** What became of one promise by one link; without an older promise, where the newer one comes from. */
export interface PromisePair extends Pick<ComparisonRow, 'type' | 'basis' | 'from'> {
  before?: PromiseCell;
  /** Each with what changed in the words, where they can be compared. */
  after: (PromiseCell & { diff?: DiffPart[] })[];
}

/** Two plans side by side, promise by promise. */
export interface ComparisonPage {
  from: { title: string; path: string };
  to: { title: string; path: string };
  path: string;
  asked: { show?: ComparisonShow };
  total: number;
  counts: { show: ComparisonShow; count: number }[];
  list: Numbered<PromisePair>;
  added: AddedLine[];
}

/** @param plans the paths of both */
export function comparisonPage(
  { from, to, rows, counts, addedByEditors }: PlanComparison,
  plans: { from: string; to: string },
  { show, page }: { show?: ComparisonShow; page?: number },
): ComparisonPage {
  const shown = show === undefined ? rows : rows.filter((row) => kindOf(row) === show);
  return {
    from: { title: from.name ?? from.id, path: plans.from },
    to: { title: to?.name ?? to?.id ?? '', path: plans.to },
    path: pathOfComparison(plans.from, plans.to),
    asked: { show },
    total: pairsOf(rows).length,
    counts: COMPARISON_SHOWS.map((one) => ({ show: one, count: counts[one] })).filter(({ count }) => count > 0),
    list: numbered(pairsOf(shown), page),
    added: addedLines(addedByEditors, from.id),
  };
}

function kindOf({ before, after, type }: ComparisonRow): ComparisonShow {
  if (before && after) return 'linked';
  if (!before) return type === null ? 'withoutOrigin' : 'new';
  return type === 'dropped' || type === 'noSourceFound' ? type : 'withoutLink';
}

/** One row for each older promise and link; a link may lead to several newer ones. */
function pairsOf(rows: readonly ComparisonRow[]): PromisePair[] {
  const pairs: PromisePair[] = [];
  for (const { before, after, type, basis, from, diff } of rows) {
    const cell = after && { ...cellOf(after), ...(diff ? { diff: diffParts(diff) } : {}) };
    const last = pairs.at(-1);
    const goesOn = before && cell && from && last?.from?.entryId === from.entryId && last.before?.id === before.id;
    if (goesOn) last.after.push(cell);
    else pairs.push({ type, basis, from, ...(before ? { before: cellOf(before) } : {}), after: cell ? [cell] : [] });
  }
  return pairs;
}

function cellOf({ id, externalIds, printedNumber, text, from }: CountedCommitment): PromiseCell {
  return {
    id,
    identifier: externalIds[0] ?? printedNumber.display,
    path: pageOf('commitment', { id, externalIds })!,
    ...(text === undefined ? {} : { words: text }),
    ...(from ? { from } : {}),
  };
}
