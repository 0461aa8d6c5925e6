import { Query } from '@nestjs/cqrs';
import type { Day } from '../../../../src/ledger/dates.js';
import type { View } from '../../statement.js';
import { OfView } from '../view-query.js';
import type { AreaAnswer, AreaSummary } from './area.answers.js';

export class GetAreas extends OfView<AreaSummary[]> {}

/** Areas are no objects of the ledger: they go by their codes or names. */
export class GetArea extends OfView<AreaAnswer | undefined> {
  constructor(
    view: View,
    /** A code, or a name in upper or lower case. */
    readonly reference: string,
  ) {
    super(view);
  }
}

/** The day on which something was first said of an area, whatever the day of a view; `null` where nothing is. */
export class FindFirstDayOfArea extends Query<Day | null> {
  constructor(
    /** A code, or a name in upper or lower case. */
    readonly reference: string,
    /** Entries to consider. */
    readonly atSize: number,
  ) {
    super();
  }
}
