import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type StatementFilter, StateReader } from '../../statement.js';
import { targetDateMoves } from '../commitment/moves.js';
import { cited } from '../documents.js';
import { withNamesOfLinked } from '../linked.js';
import { NAMING, read, readWithSchemes } from '../read.js';
import { planList, planTree } from './plan.assembler.js';
import { GetPlan, GetPlanCounts, GetPlans } from './plan.queries.js';
import { planCounts } from './plan-counts.assembler.js';

@QueryHandler(GetPlans)
export class PlansHandler implements IQueryHandler<GetPlans> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view }: GetPlans) {
    const plans = {
      categories: ['plan'],
      facets: ['identity', 'description', 'period', 'issue', 'succession', 'closure'],
    };
    return cited(this.reader, view, planList(await read(this.reader, view, plans, NAMING)));
  }
}

@QueryHandler(GetPlan)
export class PlanHandler implements IQueryHandler<GetPlan> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetPlan) {
    const held = await readWithSchemes(this.reader, view, ...wholePlan(id));
    const facts = await withNamesOfLinked(this.reader, view, held);
    const moves = await targetDateMoves(this.reader, view, facts);
    return cited(this.reader, view, planTree(id, facts, view.asReportedOn, moves));
  }
}

@QueryHandler(GetPlanCounts)
export class PlanCountsHandler implements IQueryHandler<GetPlanCounts> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetPlanCounts) {
    return cited(
      this.reader,
      view,
      planCounts(id, await readWithSchemes(this.reader, view, ...wholePlan(id)), view.asReportedOn),
    );
  }
}

/** A plan's own statements carry its id in their stream, those of its parts in `plan`. */
function wholePlan(id: string): StatementFilter[] {
  return [{ plan: id }, { streams: [`plan-${id}`] }, NAMING];
}

export const planHandlers = [PlansHandler, PlanHandler, PlanCountsHandler];
