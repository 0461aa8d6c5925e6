import type { EntryKind } from '../../ledger/event.js';
import { entriesOf } from '../list/table.js';
import { ProblemError } from '../problem.js';
import { DEFAULT_LIMIT, type ListQuery } from './parameters.js';
import type { Reading } from './reading.js';

/** One page of a list, and the address of the next with the view pinned; `null` at the end. */
export interface Page<T> {
  items: T[];
  /** Number of items of the whole list in this view. */
  total: number;
  /** The same by how the entry that answers for an item came in. */
  entries: Record<EntryKind, number>;
  next: string | null;
}

/**
 * The page that a reading asks for. A page continues behind an item, not at a number: in a pinned view the list is
 * always the same, so none is shown twice or left out. As a file the list comes whole, unless a limit is given.
 *
 * @throws ProblemError 400 `malformed-parameter`: this list of this view has no item `after`
 */
export function pageOf<T extends { id: string }>(items: readonly T[], reading: Reading<ListQuery>): Page<T> {
  const { after, format = 'json', limit = format === 'json' ? DEFAULT_LIMIT : items.length } = reading.query;
  const start = after === undefined ? 0 : items.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && start === 0)
    throw new ProblemError(400, 'malformed-parameter', 'after names no item of this list in this view', {
      field: 'after',
    });
  const page = items.slice(start, start + limit);
  const last = page.at(-1);
  const more = last !== undefined && start + page.length < items.length;
  const next = more ? reading.address({ limit, after: last.id }) : null;
  return { items: page, total: items.length, entries: entriesOf(items), next };
}
