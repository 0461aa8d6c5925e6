import { OfObject } from '../view-query.js';
import type { MilestoneDetail } from './milestone-detail.answers.js';

/** One milestone with the history of its dates. */
export class GetMilestone extends OfObject<MilestoneDetail> {}
