import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { streamOf } from '../../../../src/ledger/ids.js';
import { StateReader, type View } from '../../statement.js';
import { cited } from '../documents.js';
import { withNamesOfLinked } from '../linked.js';
import { Names } from '../names.js';
import { countedMoves, dateSteps } from '../overdue/date-moves.js';
import { idsUnder } from '../plan/under.js';
import { NAMING, read } from '../read.js';
import type { MilestoneAnswer, MilestoneLine } from './milestone.answers.js';
import { milestones } from './milestone.assembler.js';
import { GetMilestone, GetMilestones } from './milestone.queries.js';
import { milestoneDetail } from './milestone-detail.assembler.js';

@QueryHandler(GetMilestones)
export class MilestonesHandler implements IQueryHandler<GetMilestones> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter }: GetMilestones) {
    const held = await read(this.reader, view, { categories: ['milestone'] }, NAMING);
    const facts = await withNamesOfLinked(this.reader, view, held);
    const under = filter.about === undefined ? undefined : idsUnder(filter.about, facts);
    const { plan, kind, state, dueFrom, dueTo, dated, body, overdueOn, on = overdueOn ?? view.asReportedOn } = filter;
    const wanted = milestones(facts, new Names(facts), on).filter(
      (one) =>
        (plan === undefined || one.plan?.id === plan) &&
        (under === undefined || one.attachedTo.some(({ id }) => under.has(id))) &&
        (state === undefined || one.state === state) &&
        (dueFrom === undefined || (one.due?.from !== undefined && one.due.from >= dueFrom)) &&
        (dueTo === undefined || (one.due?.to !== undefined && one.due.to <= dueTo)) &&
        (overdueOn === undefined || one.overdue) &&
        (dated === undefined || dated === (one.due !== undefined)) &&
        (body === undefined || one.promisedBy?.body?.id === body) &&
        (kind === undefined || one.kind === kind),
    );
    const counted = await this.withMoves(wanted, view);
    const fitting = filter.moved === undefined ? counted : counted.filter((one) => one.moved > 0 === filter.moved);
    return cited(this.reader, view, fitting);
  }

  /** Only the histories of dates that were moved are read. */
  private async withMoves(all: readonly MilestoneAnswer[], { asReportedOn, atSize }: View): Promise<MilestoneLine[]> {
    const moved = all.filter(({ dueFrom }) => dueFrom && dueFrom.type !== 'MilestoneDated').map(({ id }) => id);
    const streams = moved.map((id) => streamOf('milestone', id));
    const histories = moved.length === 0 ? [] : await this.reader.histories(streams, atSize, ['due']);
    const moves = new Map(
      moved.map((id, index) => [id, countedMoves(dateSteps(histories[index]!, 'due', asReportedOn))] as const),
    );
    return all.map((one) => ({ ...one, ...(moves.get(one.id) ?? { moved: 0, advanced: 0 }) }));
  }
}

@QueryHandler(GetMilestone)
export class MilestoneHandler implements IQueryHandler<GetMilestone> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetMilestone) {
    const stream = streamOf('milestone', id);
    const [held, history] = await Promise.all([
      read(
        this.reader,
        view,
        { streams: [stream] },
        { categories: ['milestone'], facets: ['promise', 'state'] },
        NAMING,
      ),
      this.reader.history(stream, view.atSize),
    ]);
    const facts = await withNamesOfLinked(this.reader, view, held);
    const answer = milestoneDetail(id, facts, new Names(facts), history, view.asReportedOn);
    return cited(this.reader, view, answer);
  }
}

export const milestoneHandlers = [MilestonesHandler, MilestoneHandler];
