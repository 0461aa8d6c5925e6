import { type Numbered, numbered } from '../parts/pagination.js';

/** How a list of what was changed is narrowed, as the address says it. */
export interface ChangedAsked {
  category?: string;
  object?: string;
  kind?: string;
  from?: string;
  to?: string;
  page?: number;
}

/** What the body restated, or what the ledger corrected: a list of one, never of both. */
export interface ChangedListPage<T> {
  list: Numbered<T>;
  asked: Omit<ChangedAsked, 'page'>;
  isNarrowed: boolean;
  /** The one object that the list is about, by name, where it was asked for and there is something of it. */
  about?: string;
}

export function changedListPage<T extends { thing: { name: string } }>(
  rows: readonly T[],
  { category, object, kind, from, to, page }: ChangedAsked,
): ChangedListPage<T> {
  const asked = { category, object, kind, from, to };
  const [first] = rows;
  return {
    list: numbered(rows, page),
    asked,
    isNarrowed: Object.values(asked).some((value) => value !== undefined),
    ...(object !== undefined && first ? { about: first.thing.name } : {}),
  };
}
