import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { LAST_DAY, type StatementFilter, StateReader } from '../statement.js';
import { areaHandlers } from './area/area.handlers.js';
import { bodyAnswer, concerns } from './body/body.assembler.js';
import { bodyHandlers } from './body/body.handlers.js';
import { commitmentHandlers } from './commitment/commitment.handlers.js';
import { REPORT_DAYS } from './commitment/labels.js';
import { laterOfCommitment } from './commitment/later.js';
import { targetDateMoves } from './commitment/moves.js';
import { commitmentAnswer, Surroundings } from './commitment.assembler.js';
import { conflictHandlers } from './conflict/conflict.handlers.js';
import { correctionHandlers } from './correction/correction.handlers.js';
import { cited } from './documents.js';
import { externalHandlers } from './external/external.handlers.js';
import { type Facts, partOf } from './facts.js';
import { historyOf } from './history.assembler.js';
import { lineageHandlers } from './lineage/lineage.handlers.js';
import { meetingHandlers } from './meeting/meeting.handlers.js';
import { metricHandlers } from './metric/metric.handlers.js';
import { milestoneDetailHandlers } from './milestone/milestone-detail.handlers.js';
import { milestones } from './milestone.assembler.js';
import { overdueHandlers } from './overdue/overdue.handlers.js';
import { idsUnder, planCounts, planList, planTree } from './plan.assembler.js';
import { programmeHandlers } from './programme/programme.handlers.js';
import {
  GetCommitment,
  GetCommitmentHistory,
  GetFirstMention,
  GetMilestones,
  GetPlan,
  GetPlanCounts,
  GetPlans,
  GetReports,
  GetSources,
  GetUpdates,
} from './queries.js';
import { LINKS, NAMING, read, readWithSchemes } from './read.js';
import { idIn, idsIn, Names } from './references.js';
import { registerHandlers } from './register/register.handlers.js';
import { coverageHandlers } from './report/coverage.handlers.js';
import { reportDetailHandlers } from './report/report-detail.handlers.js';
import { reports } from './report.assembler.js';
import { restatementHandlers } from './restatement/restatement.handlers.js';
import { revisionHandlers } from './revision/revision.handlers.js';
import { scorecardHandlers } from './scorecard/scorecard.handlers.js';
import { slotsOf } from './slots.js';
import { sourceHandlers } from './source/source.handlers.js';
import { sources } from './source.assembler.js';
import { tagHandlers } from './tag/tag.handlers.js';
import { updateDetailHandlers } from './update/update-detail.handlers.js';
import { says, updates } from './update.assembler.js';
import { viewChangeHandlers } from './view-change/view-change.handlers.js';
import { wordingHandlers } from './wording/wording.handlers.js';

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
    const facts = await readWithSchemes(this.reader, view, ...wholePlan(id));
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

@QueryHandler(GetCommitment)
export class CommitmentHandler implements IQueryHandler<GetCommitment> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetCommitment) {
    const own = await read(this.reader, view, { streams: [`commitment-${id}`] });
    const plan = own.object('commitment', id)?.plan;
    if (!plan) return undefined;
    const links = await read(this.reader, view, { plan, facets: LINKS }, { streams: [`plan-${plan}`] });
    const about = new Set([id, ...above(id, plan, own, links)]);
    const whole = { streams: [`commitment-${id}`, `plan-${plan}`, ...linkedTo(about, links)] };
    const facts = await readWithSchemes(this.reader, view, whole, { ...REPORT_DAYS, plan }, NAMING);
    const moves = await targetDateMoves(this.reader, view, facts);
    const around = new Surroundings(facts, view.asReportedOn, moves);
    const later = await laterOfCommitment(this.reader, view, facts.object('commitment', id)!, around);
    return cited(this.reader, view, commitmentAnswer(id, around, later));
  }
}

@QueryHandler(GetCommitmentHistory)
export class CommitmentHistoryHandler implements IQueryHandler<GetCommitmentHistory> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetCommitmentHistory) {
    const own = await this.reader.history(`commitment-${id}`, view.atSize);
    const plan = own.find((entry) => entry.plan)?.plan;
    if (!own.some(({ reportedOn }) => reportedOn !== undefined && reportedOn <= view.asReportedOn)) return undefined;
    const links = await read(this.reader, view, { ...(plan ? { plan } : {}), facets: LINKS });
    const others = linkedTo(new Set([id]), links);
    const histories = await this.reader.histories(others, view.atSize);
    const names = new Names(await read(this.reader, view, NAMING, { streams: others, facets: ['promise'] }));
    return cited(this.reader, view, historyOf([own, ...histories], names, view.asReportedOn));
  }
}

@QueryHandler(GetMilestones)
export class MilestonesHandler implements IQueryHandler<GetMilestones> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter }: GetMilestones) {
    const facts = await read(this.reader, view, { categories: ['milestone'] }, NAMING);
    const under = filter.about === undefined ? undefined : idsUnder(filter.about, facts);
    const { plan, kind, state, dueFrom, dueTo, overdueOn } = filter;
    const wanted = milestones(facts, new Names(facts), overdueOn ?? view.asReportedOn).filter(
      (one) =>
        (plan === undefined || one.plan?.id === plan) &&
        (under === undefined || one.attachedTo.some(({ id }) => under.has(id))) &&
        (state === undefined || one.state === state) &&
        (dueFrom === undefined || (one.due?.from !== undefined && one.due.from >= dueFrom)) &&
        (dueTo === undefined || (one.due?.to !== undefined && one.due.to <= dueTo)) &&
        (overdueOn === undefined || one.overdue) &&
        (kind === undefined || one.kind === kind),
    );
    return cited(this.reader, view, wanted);
  }
}

@QueryHandler(GetUpdates)
export class UpdatesHandler implements IQueryHandler<GetUpdates> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter }: GetUpdates) {
    const { plan, target, body, words = [] } = filter;
    const forBody: StatementFilter[] =
      body === undefined
        ? []
        : [{ streams: [`body-${body}`] }, { categories: ['plan'], facets: ['delivery/*', 'delivery/*/end'] }];
    const facts = await read(this.reader, view, { categories: ['update'] }, NAMING, ...forBody);
    const under = target === undefined ? undefined : idsUnder(target, facts);
    const named = body === undefined ? undefined : bodyAnswer(body, facts, view.asReportedOn);
    const wanted = updates(facts, new Names(facts)).filter(
      (one) =>
        (plan === undefined || one.plan?.id === plan) &&
        (under === undefined || one.targets.some(({ id }) => under.has(id))) &&
        (body === undefined || (named !== undefined && concerns(one, named))) &&
        says(one, words),
    );
    return cited(this.reader, view, wanted);
  }
}

@QueryHandler(GetSources)
export class SourcesHandler implements IQueryHandler<GetSources> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view }: GetSources) {
    return cited(this.reader, view, sources(await read(this.reader, view, { categories: ['source'] }, NAMING)));
  }
}

@QueryHandler(GetReports)
export class ReportsHandler implements IQueryHandler<GetReports> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view }: GetReports) {
    return cited(this.reader, view, reports(await read(this.reader, view, { categories: ['report'] }, NAMING)));
  }
}

@QueryHandler(GetFirstMention)
export class FirstMentionHandler implements IQueryHandler<GetFirstMention> {
  constructor(private readonly reader: StateReader) {}

  async execute({ stream, atSize }: GetFirstMention) {
    const history = await this.reader.history(stream, atSize);
    const standing = slotsOf(history, LAST_DAY).map(({ original }) => original);
    const days = standing.map(({ reportedOn }) => reportedOn).sort();
    return standing[0] === undefined ? null : { reportedOn: days[0]!, index: standing[0].sequence };
  }
}

/** The parts of the plan that a commitment sits under, from the nearest on; a loop ends the walk. */
function above(id: string, plan: string, own: Facts, plans: Facts): string[] {
  const nodes = plans.object('plan', plan);
  const found: string[] = [];
  let here = idIn(own.object('commitment', id)?.get('place')?.data.homeId);
  while (here !== undefined && !found.includes(here)) {
    found.push(here);
    here = idIn(nodes?.get(`node/${here}/place`)?.data.parentId);
  }
  return found;
}

/** The streams of updates and milestones that are about any of these. */
function linkedTo(ids: ReadonlySet<string>, links: Facts): string[] {
  const updates = links
    .all('update')
    .filter((one) => idsIn(one.get('targets')?.data.targets).some((id) => ids.has(id)));
  const milestones = links
    .all('milestone')
    .filter((one) => one.list('attached/*/*', 'MilestoneAttached').some(({ facet }) => ids.has(partOf(facet, 2))));
  return [...updates, ...milestones].map(({ stream }) => stream);
}

export const stateQueryHandlers = [
  PlansHandler,
  PlanHandler,
  PlanCountsHandler,
  CommitmentHandler,
  CommitmentHistoryHandler,
  ...metricHandlers,
  MilestonesHandler,
  UpdatesHandler,
  ...bodyHandlers,
  ...areaHandlers,
  SourcesHandler,
  ReportsHandler,
  ...restatementHandlers,
  FirstMentionHandler,
  ...meetingHandlers,
  ...registerHandlers,
  ...programmeHandlers,
  ...externalHandlers,
  ...overdueHandlers,
  ...lineageHandlers,
  ...wordingHandlers,
  ...viewChangeHandlers,
  ...updateDetailHandlers,
  ...milestoneDetailHandlers,
  ...tagHandlers,
  ...conflictHandlers,
  ...commitmentHandlers,
  ...scorecardHandlers,
  ...coverageHandlers,
  ...reportDetailHandlers,
  ...correctionHandlers,
  ...revisionHandlers,
  ...sourceHandlers,
];
