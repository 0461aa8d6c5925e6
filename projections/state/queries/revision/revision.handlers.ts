import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { StateReader } from '../../statement.js';
import { Facts } from '../facts.js';
import { versionsIn } from '../metric/definitions.js';
import { Names } from '../names.js';
import { revisionTriangle } from './revision.assembler.js';
import { GetRevisions } from './revision.queries.js';

@QueryHandler(GetRevisions)
export class RevisionsHandler implements IQueryHandler<GetRevisions> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetRevisions) {
    const stream = `metric-${id}`;
    const [definition, history] = await Promise.all([
      this.reader.statements(view, { streams: [stream], facets: ['definition'] }),
      this.reader.history(stream, view.atSize),
    ]);
    const on = view.asReportedOn;
    const facts = new Facts([...definition, ...versionsIn(history, on)]);
    const defined = facts.object('metric', id);
    if (!defined?.get('definition')) return undefined;
    return revisionTriangle(new Names(facts).of(id)!, history, { defined, on });
  }
}

export const revisionHandlers = [RevisionsHandler];
