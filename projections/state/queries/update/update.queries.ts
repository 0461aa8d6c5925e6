import type { View } from '../../statement.js';
import { OfObject, OfView } from '../view-query.js';
import type { UpdateAnswer } from './update.answers.js';
import type { UpdateDetail } from './update-detail.answers.js';

/** One update, paragraph by paragraph. */
export class GetUpdate extends OfObject<UpdateDetail> {}

export interface UpdateFilter {
  plan?: string;
  /** A plan, one of its parts or a commitment: what is about it or about anything under it. */
  target?: string;
  /** A body: updates about what it delivers, or that name it. */
  body?: string;
  /** All of these stand in the text. */
  words?: readonly string[];
}

export class GetUpdates extends OfView<UpdateAnswer[]> {
  constructor(
    view: View,
    readonly filter: UpdateFilter = {},
  ) {
    super(view);
  }
}
