import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { streamOf } from '../../../../src/ledger/ids.js';
import { StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { NAMING, read } from '../read.js';
import { Names } from '../references.js';
import { milestoneDetail } from './milestone-detail.assembler.js';
import { GetMilestone } from './milestone-detail.queries.js';

@QueryHandler(GetMilestone)
export class MilestoneHandler implements IQueryHandler<GetMilestone> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetMilestone) {
    const stream = streamOf('milestone', id);
    const [facts, history] = await Promise.all([
      read(
        this.reader,
        view,
        { streams: [stream] },
        { categories: ['milestone'], facets: ['promise', 'state'] },
        NAMING,
      ),
      this.reader.history(stream, view.atSize),
    ]);
    const answer = milestoneDetail(id, facts, new Names(facts), history, view.asReportedOn);
    return cited(this.reader, view, answer);
  }
}

export const milestoneDetailHandlers = [MilestoneHandler];
