import type { View } from '../../statement.js';
import { OfView } from '../view-query.js';
import type { RestatementAnswer } from './restatement.answers.js';

export interface RestatementFilter {
  category?: string;
  /** UUID of an object. */
  object?: string;
  /** Revised, Restated or Withdrawn. */
  kind?: string;
  /** Changes reported on this day or later. */
  from?: string;
  /** Changes reported before this day. */
  to?: string;
}

export class GetRestatements extends OfView<RestatementAnswer[]> {
  constructor(
    view: View,
    readonly filter: RestatementFilter = {},
  ) {
    super(view);
  }
}
