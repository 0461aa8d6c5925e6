import type { Day } from '../../../../src/ledger/dates.js';
import type { View } from '../../statement.js';
import { OfView } from '../view-query.js';
import type { ChangeCounts, ChangeKind, ChangeLine, ViewBefore } from './view-change.answers.js';

/** Compared with a view of this day everything is new. */
export const BEFORE_EVERYTHING = '0001-01-01';

export interface ChangeFilter {
  /** A day no later than that of the view; the newest report before it unless told. */
  from?: string;
  /** A size no larger than that of the view; its own unless told. */
  fromSize?: number;
  plan?: string;
  /** Of these parts of that plan, as far as it can be told of which part something is; of all of it unless told. */
  scope?: readonly string[];
  kind?: ChangeKind;
  /** Without this one, of the report that is compared: its own publication changes nothing that it shows. */
  publication?: { report: string; version: number };
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

/** The day on which the first promise of a view, or of one of its plans, was reported; `null` where none is held. */
export class GetFirstPromiseDay extends OfView<Day | null> {
  constructor(
    view: View,
    readonly plan?: string,
  ) {
    super(view);
  }
}
