import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { StateReader } from '../../statement.js';
import { Surroundings } from '../commitment.assembler.js';
import { cited } from '../documents.js';
import { NAMING, readWithSchemes } from '../read.js';
import { GetCommitments } from './commitment.queries.js';
import { commitmentList } from './commitment-list.js';
import { REPORT_DAYS } from './labels.js';
import { targetDateMoves } from './moves.js';

@QueryHandler(GetCommitments)
export class CommitmentsHandler implements IQueryHandler<GetCommitments> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter }: GetCommitments) {
    const facts = await readWithSchemes(
      this.reader,
      view,
      { categories: ['plan', 'commitment', 'update', 'milestone'] },
      REPORT_DAYS,
      NAMING,
    );
    const moves = await targetDateMoves(this.reader, view, facts);
    const around = new Surroundings(facts, view.asReportedOn, moves);
    return cited(this.reader, view, commitmentList(around, filter));
  }
}

export const commitmentHandlers = [CommitmentsHandler];
