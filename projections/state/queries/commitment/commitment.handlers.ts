import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import type { Facts } from '../facts.js';
import { LINKS, linkedTo, withNamesOfLinked } from '../linked.js';
import { newestFigures } from '../metric/newest.js';
import { Names } from '../names.js';
import { NAMING, read, readWithSchemes } from '../read.js';
import { idIn } from '../references.js';
import { labelOf, labelsOf } from '../schemes.js';
import { commitmentAnswer } from './commitment.assembler.js';
import { GetCommitment, GetCommitments, GetStatusesBefore } from './commitment.queries.js';
import { commitmentList } from './commitment-list.js';
import { REPORT_DAYS } from './labels.js';
import { laterOfCommitment } from './later.js';
import { measureLinks, measureLinksSince, measures, measuresSince } from './measures.js';
import { targetDateMoves } from './moves.js';
import { statusesBefore } from './statuses.js';
import { Surroundings } from './surroundings.js';

@QueryHandler(GetCommitment)
export class CommitmentHandler implements IQueryHandler<GetCommitment> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetCommitment) {
    const own = await read(this.reader, view, { streams: [`commitment-${id}`] });
    const plan = own.object('commitment', id)?.plan;
    if (!plan) return undefined;
    const pointing = await read(this.reader, view, { plan, facets: LINKS }, { streams: [`plan-${plan}`] });
    const about = new Set([id, ...above(id, plan, own, pointing)]);
    const whole = { streams: [`commitment-${id}`, `plan-${plan}`, ...linkedTo(about, pointing)] };
    const held = await readWithSchemes(this.reader, view, whole, { ...REPORT_DAYS, plan }, NAMING);
    const facts = await withNamesOfLinked(this.reader, view, held);
    const moves = await targetDateMoves(this.reader, view, facts);
    const around = new Surroundings(facts, view.asReportedOn, moves);
    const commitment = facts.object('commitment', id)!;
    const links = measureLinks(commitment, around);
    const [added, later] = await Promise.all([
      laterOfCommitment(this.reader, view, commitment, around),
      measureLinksSince(this.reader, view, { commitment, before: links }, around),
    ]);
    const linked = [...links, ...later].flatMap(({ metric }) => metric ?? []);
    const figures = await newestFigures(this.reader, view, linked);
    const since = measuresSince(later, figures, around);
    const more = { added, since, measures: measures(links, figures, around) };
    return cited(this.reader, view, commitmentAnswer(id, around, more));
  }
}

@QueryHandler(GetCommitments)
export class CommitmentsHandler implements IQueryHandler<GetCommitments> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter }: GetCommitments) {
    const held = await readWithSchemes(
      this.reader,
      view,
      { categories: ['plan', 'commitment', 'update', 'milestone'] },
      REPORT_DAYS,
      NAMING,
    );
    const facts = await withNamesOfLinked(this.reader, view, held);
    const moves = await targetDateMoves(this.reader, view, facts);
    const around = new Surroundings(facts, view.asReportedOn, moves);
    return cited(this.reader, view, commitmentList(around, filter));
  }
}

@QueryHandler(GetStatusesBefore)
export class StatusesBeforeHandler implements IQueryHandler<GetStatusesBefore> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetStatusesBefore) {
    const [history, facts] = await Promise.all([
      this.reader.history(`commitment-${id}`, view.atSize),
      readWithSchemes(this.reader, view),
    ]);
    const labels = labelsOf(facts.all('settings').flatMap((settings) => settings.list('scheme/*')));
    const statusLabel = (scheme: string, status: string) => labelOf(labels, scheme, status);
    const words = { names: new Names(facts), statusLabel };
    return cited(this.reader, view, statusesBefore(history, view.asReportedOn, words));
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

export const commitmentHandlers = [CommitmentsHandler, CommitmentHandler, StatusesBeforeHandler];
