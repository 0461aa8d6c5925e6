import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { StateReader } from '../../statement.js';
import { read } from '../read.js';
import { Names } from '../references.js';
import { revisionTriangle } from './revision.assembler.js';
import { GetRevisions } from './revision.queries.js';

@QueryHandler(GetRevisions)
export class RevisionsHandler implements IQueryHandler<GetRevisions> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetRevisions) {
    const stream = `metric-${id}`;
    const [facts, history] = await Promise.all([
      read(this.reader, view, { streams: [stream], facets: ['definition'] }),
      this.reader.history(stream, view.atSize),
    ]);
    const metric = facts.object('metric', id);
    if (!metric?.get('definition')) return undefined;
    const unit = metric.value('definition', 'unit');
    return revisionTriangle(new Names(facts).of(id)!, history, { unit, on: view.asReportedOn });
  }
}

export const revisionHandlers = [RevisionsHandler];
