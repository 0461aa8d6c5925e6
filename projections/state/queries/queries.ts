import { Query } from '@nestjs/cqrs';
import type { View } from '../statement.js';
import type { CommitmentAnswer } from './commitment.answers.js';
import type { HistoryAnswer } from './history.answers.js';
import type { MilestoneAnswer } from './milestone.answers.js';
import type { PlanCounts, PlanSummary, PlanTree } from './plan.answers.js';
import type { ReportAnswer } from './report.answers.js';
import type { SourceAnswer } from './source.answers.js';
import type { UpdateAnswer } from './update.answers.js';
import { OfObject, OfView } from './view-query.js';

export class GetPlans extends OfView<PlanSummary[]> {}
export class GetPlan extends OfObject<PlanTree> {}
export class GetPlanCounts extends OfObject<PlanCounts> {}
export class GetCommitment extends OfObject<CommitmentAnswer> {}
export class GetCommitmentHistory extends OfObject<HistoryAnswer[]> {}

export class GetSources extends OfView<SourceAnswer[]> {}
export class GetReports extends OfView<ReportAnswer[]> {}

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
  /** Open on that day with the last day of its range behind it. */
  overdueOn?: string;
}

export class GetMilestones extends OfView<MilestoneAnswer[]> {
  constructor(
    view: View,
    readonly filter: MilestoneFilter = {},
  ) {
    super(view);
  }
}

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

/** When an object was first spoken of: the earliest day of what stands; `null` where nothing does. */
export class GetFirstMention extends Query<{ reportedOn: string; index: number } | null> {
  constructor(
    readonly stream: string,
    /** Entries to consider. */
    readonly atSize: number,
  ) {
    super();
  }
}
