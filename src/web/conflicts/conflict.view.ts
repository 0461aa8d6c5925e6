import type { ConflictAnswer, ConflictingEntry } from '../../../projections/state/queries/conflict/conflict.answers.js';
import type { CitationAnswer } from '../../../projections/state/queries/documents.js';
import { type Numbered, numbered } from '../parts/pagination.js';

/** One of two statements that cannot both hold. */
export interface ConflictSide extends ConflictingEntry {
  /** Category of what it is said of, as keys of its kind have it. */
  category: string;
  /** What it is said of; parts of a plan that an update is about are called so after it. */
  name: string;
  /** Commitments and parts that it is about; no more than a reader takes in. */
  aboutNames: { id: string; name: string }[];
  /** The passage itself where one is named. */
  citation?: CitationAnswer;
}

export interface ConflictItem extends Omit<ConflictAnswer, 'a' | 'b'> {
  sides: ConflictSide[];
}

export interface ConflictsAsked {
  plan?: string;
  about?: string;
  state?: string;
  page?: number;
}

export interface ConflictsPage {
  list: Numbered<ConflictItem>;
  asked: Omit<ConflictsAsked, 'page'>;
  isNarrowed: boolean;
  open: number;
}

/** Nobody reads more names than these beside a statement. */
const MOST_NAMES = 4;

export function conflictsPage(
  conflicts: readonly ConflictAnswer[],
  { plan, about, state, page }: ConflictsAsked,
): ConflictsPage {
  return {
    list: numbered(conflicts.map(itemOf), page, 20),
    asked: { plan, about, state },
    isNarrowed: [plan, about, state].some((value) => value !== undefined),
    open: conflicts.filter((one) => one.state === 'open').length,
  };
}

function itemOf({ a, b, ...conflict }: ConflictAnswer): ConflictItem {
  return { ...conflict, sides: [sideOf(a), sideOf(b)] };
}

function sideOf(entry: ConflictingEntry): ConflictSide {
  const { citation } = entry.says as { citation?: CitationAnswer };
  return {
    ...entry,
    category: categoryOf(entry.kind, entry.facet),
    name: entry.object.name ?? entry.object.id,
    aboutNames: entry.about.flatMap(({ id, name }) => (name ? [{ id, name }] : [])).slice(0, MOST_NAMES),
    ...(citation ? { citation } : {}),
  };
}

/** What pages are looked up by; statements of other kinds are named without a link. */
function categoryOf(kind: string, facet: string): string {
  if (facet.startsWith('value/') || kind.startsWith('Metric')) return 'metric';
  if (kind.startsWith('Progress')) return 'update';
  return kind.startsWith('Milestone') ? 'milestone' : 'plan';
}
