import { OfObject, OfView } from '../view-query.js';
import type { PlanCounts, PlanSummary, PlanTree } from './plan.answers.js';

export class GetPlans extends OfView<PlanSummary[]> {}
export class GetPlan extends OfObject<PlanTree> {}
export class GetPlanCounts extends OfObject<PlanCounts> {}
