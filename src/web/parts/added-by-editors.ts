import type { AddedByEditors } from '../../../projections/state/queries/editors.js';
import type { Worded } from '../../../projections/state/queries/references.js';
import { isExternalId } from '../../ledger/ids.js';

/** What editors said after the day of a view, with the other promises that it is about. */
export interface AddedLine {
  kind: string;
  on: string;
  /** The name of what it is about, where the page is about more than that. */
  about?: string;
  others: Worded[];
}

/** @param id of what the page is about */
export function addedLines(added: readonly AddedByEditors[], id: string): AddedLine[] {
  return added.map(({ kind, on, pointsAt }) => ({
    ...{ kind, on },
    others: pointsAt.filter((one) => one.id !== id && isExternalId(one.name)),
  }));
}
