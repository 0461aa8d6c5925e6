import type { View } from '../../statement.js';
import { OfView } from '../view-query.js';
import type { ChangeCounts, ChangeKind, ChangeLine, ViewBefore } from './view-change.answers.js';

export interface ChangeFilter {
  /** A day no later than that of the view; the newest report before it unless told. */
  from?: string;
  /** A size no larger than that of the view; its own unless told. */
  fromSize?: number;
  plan?: string;
  kind?: ChangeKind;
}

/** What is otherwise in a view than in an earlier one. */
export class GetChanges extends OfView<{ from: ViewBefore; summary: ChangeCounts; lines: ChangeLine[] }> {
  constructor(
    view: View,
    readonly filter: ChangeFilter,
  ) {
    super(view);
  }
}
