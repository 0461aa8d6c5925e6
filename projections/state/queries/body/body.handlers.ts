import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type StatementFilter, StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { laterByEditors } from '../editors.js';
import { meetingsOfView } from '../meeting/meeting.handlers.js';
import { NAMING, REPORT_TITLES, read } from '../read.js';
import { bodyAnswer, bodyList } from './body.assembler.js';
import { GetBodies, GetBody } from './body.queries.js';

const IDENTITIES: StatementFilter = { categories: ['body'], facets: ['same-as/*'] };

@QueryHandler(GetBodies)
export class BodiesHandler implements IQueryHandler<GetBodies> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view }: GetBodies) {
    return cited(this.reader, view, bodyList(await read(this.reader, view, { categories: ['body'] })));
  }
}

@QueryHandler(GetBody)
export class BodyHandler implements IQueryHandler<GetBody> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetBody) {
    const stream = `body-${id}`;
    const [facts, history, meetings, later] = await Promise.all([
      read(
        this.reader,
        view,
        { streams: [stream] },
        { categories: ['body'], facets: ['placement/*', 'member/*', 'same-as/*'] },
        { categories: ['update', 'milestone', 'extrec'] },
        { categories: ['plan'], facets: ['delivery/*', 'delivery/*/end'] },
        { categories: ['commitment'], facets: ['lead'] },
        REPORT_TITLES,
        NAMING,
      ),
      this.reader.history(stream, view.atSize),
      meetingsOfView(this.reader, view),
      laterByEditors(this.reader, view, IDENTITIES),
    ]);
    const answer = bodyAnswer(id, facts, view.asReportedOn, { history, meetings, later });
    return cited(this.reader, view, answer);
  }
}

export const bodyHandlers = [BodiesHandler, BodyHandler];
