import type { View } from '../../statement.js';
import { OfView } from '../view-query.js';
import type { CorrectionAnswer } from './correction.answers.js';

export interface CorrectionFilter {
  category?: string | undefined;
  /** UUID of an object. */
  object?: string | undefined;
  /** `correction` or `void`. */
  kind?: string | undefined;
  /** Recorded on this day or later. */
  from?: string | undefined;
  /** Recorded before this day. */
  to?: string | undefined;
}

export class GetCorrections extends OfView<CorrectionAnswer[]> {
  constructor(
    view: View,
    /** In which the days of recording are. */
    readonly timeZone: string,
    readonly filter: CorrectionFilter = {},
  ) {
    super(view);
  }
}
