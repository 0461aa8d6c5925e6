import type {
  LineageAnswer,
  LineageLink,
  LinkedPromise,
  Suggestion,
} from '../../../projections/state/queries/lineage/lineage.answers.js';
import { type AddedLine, addedLines } from '../parts/added-by-editors.js';

/** A link as a row: with which promises, and who says so. */
export interface LinkRow extends Pick<LineageLink, 'type' | 'basis' | 'assertedBy' | 'withdrawnBy' | 'passage'> {
  others: LinkedPromise[];
  /** Promises at the same end of the link as this one. */
  together: LinkedPromise[];
}

export interface LineageView {
  /** The promises that it comes from, what became of it, those with the same words, links that were taken back. */
  groups: { key: 'before' | 'after' | 'duplicates' | 'withdrawn'; links: LinkRow[] }[];
  /** Nobody has linked it to anything before or after. */
  isUnlinked: boolean;
  suggestions: Suggestion[];
  added: AddedLine[];
}

const GROUPS = ['before', 'after', 'duplicates', 'withdrawn'] as const;

export function lineageView(lineage: LineageAnswer): LineageView {
  const { id, suggestions, addedByEditors } = lineage;
  const groups = GROUPS.map((key) => ({ key, links: lineage[key].map((link) => rowOf(link, id, key)) }));
  return {
    groups: groups.filter(({ links }) => links.length > 0),
    isUnlinked: lineage.before.length + lineage.after.length === 0,
    suggestions,
    added: addedLines(addedByEditors, id),
  };
}

function rowOf(
  { type, basis, assertedBy, withdrawnBy, passage, from, to }: LineageLink,
  id: string,
  key: string,
): LinkRow {
  const isOther = (one: LinkedPromise) => one.id !== id;
  const isNewer = key !== 'duplicates' && to.some((one) => one.id === id);
  const [far, near] = isNewer ? [from, to] : [to, from];
  return {
    ...{ type, basis, assertedBy, withdrawnBy, passage },
    others: (key === 'duplicates' ? [...from, ...to] : far).filter(isOther),
    together: key === 'duplicates' ? [] : near.filter(isOther),
  };
}
