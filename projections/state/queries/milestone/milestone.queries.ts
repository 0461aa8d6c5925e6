import type { View } from '../../statement.js';
import { OfObject, OfView } from '../view-query.js';
import type { MilestoneLine } from './milestone.answers.js';
import type { MilestoneDetail } from './milestone-detail.answers.js';
import type { MilestoneShow } from './shown.js';

/** One milestone with the history of its dates. */
export class GetMilestone extends OfObject<MilestoneDetail> {}

export interface MilestoneFilter {
  plan?: string;
  /** A plan, one of its parts or a commitment: what belongs to it or to anything under it. */
  about?: string;
  kind?: string;
  state?: string;
  /** The whole range of days lies on or after this day. */
  dueFrom?: string;
  /** The whole range of days lies before this day. */
  dueTo?: string;
  show?: MilestoneShow;
  /** A body that promised it. */
  body?: string;
  /** The day on which overdue is said; that of the view unless told. */
  on?: string;
  /** Open on that day with the last day of its range behind it. */
  overdueOn?: string;
}

export class GetMilestones extends OfView<MilestoneLine[]> {
  constructor(
    view: View,
    readonly filter: MilestoneFilter = {},
  ) {
    super(view);
  }
}
