import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { isUuid, streamOf } from '../../../../src/ledger/ids.js';
import { StateReader, type View } from '../../statement.js';
import { wordingsOfAll } from '../commitment/wordings.js';
import { cited } from '../documents.js';
import { type Facts, partOf } from '../facts.js';
import { withNamesOfLinked } from '../linked.js';
import { Names } from '../names.js';
import { countedMoves, dateSteps } from '../overdue/date-moves.js';
import { idsUnder } from '../plan/under.js';
import { NAMING, read } from '../read.js';
import type { MilestoneAnswer, MilestoneLine } from './milestone.answers.js';
import { attachedTo, milestones } from './milestone.assembler.js';
import { GetMilestone, GetMilestones } from './milestone.queries.js';
import { milestoneDetail } from './milestone-detail.assembler.js';
import { isShown } from './shown.js';

@QueryHandler(GetMilestones)
export class MilestonesHandler implements IQueryHandler<GetMilestones> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter }: GetMilestones) {
    const held = await read(this.reader, view, { categories: ['milestone'] }, NAMING);
    const facts = await withNamesOfLinked(this.reader, view, held);
    const under = filter.about === undefined ? undefined : idsUnder(filter.about, facts);
    const { plan, kind, state, dueFrom, dueTo, show, body, overdueOn, on = overdueOn ?? view.asReportedOn } = filter;
    const wanted = milestones(facts, new Names(facts), on).filter(
      (one) =>
        (plan === undefined || one.plan?.id === plan) &&
        (under === undefined || one.attachedTo.some(({ id }) => under.has(id))) &&
        (state === undefined || one.state === state) &&
        (dueFrom === undefined || (one.due?.from !== undefined && one.due.from >= dueFrom)) &&
        (dueTo === undefined || (one.due?.to !== undefined && one.due.to <= dueTo)) &&
        (overdueOn === undefined || one.overdue) &&
        (body === undefined || one.promisedBy?.body?.id === body) &&
        (kind === undefined || one.kind === kind),
    );
    const attached = new Set(wanted.flatMap(({ attachedTo }) => attachedTo.map(({ id }) => id)));
    const worded = facts.with(await this.reader.statements(view, wordingsOfAll([...attached])));
    const counted = await this.withMoves(wanted, worded, view);
    const fitting = show === undefined ? counted : counted.filter((one) => isShown(one, show, on));
    return cited(this.reader, view, fitting);
  }

  /** Only the histories of dates that were moved are read. */
  private async withMoves(
    all: readonly MilestoneAnswer[],
    facts: Facts,
    { asReportedOn, atSize }: View,
  ): Promise<MilestoneLine[]> {
    const moved = all.filter(({ dueFrom }) => dueFrom && dueFrom.type !== 'MilestoneDated').map(({ id }) => id);
    const streams = moved.map((id) => streamOf('milestone', id));
    const histories = moved.length === 0 ? [] : await this.reader.histories(streams, atSize, ['due']);
    const moves = new Map(
      moved.map((id, index) => [id, countedMoves(dateSteps(histories[index]!, 'due', asReportedOn))] as const),
    );
    return all.map((one) => ({
      ...one,
      attachedTo: attachedTo(facts, one.id, one.attachedTo),
      ...(moves.get(one.id) ?? { moved: 0, advanced: 0 }),
    }));
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
    const attached = wordingsOfAll([...new Set(history.map(({ facet }) => partOf(facet, 2)))].filter(isUuid));
    const worded = held.with(await this.reader.statements(view, attached));
    const facts = await withNamesOfLinked(this.reader, view, worded);
    const answer = milestoneDetail(id, facts, new Names(facts), history, view.asReportedOn);
    return cited(this.reader, view, answer);
  }
}

export const milestoneHandlers = [MilestonesHandler, MilestoneHandler];
