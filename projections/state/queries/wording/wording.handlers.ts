import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { read } from '../read.js';
import { wordingHistory } from './wording.assembler.js';
import { GetWordings } from './wording.queries.js';

@QueryHandler(GetWordings)
export class WordingsHandler implements IQueryHandler<GetWordings> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetWordings) {
    const facts = await read(this.reader, view, { streams: [`commitment-${id}`] });
    return cited(this.reader, view, wordingHistory(id, facts));
  }
}

export const wordingHandlers = [WordingsHandler];
