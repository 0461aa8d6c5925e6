import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AuditTrailReader } from '../../../audit-trail/audit-trail.reader.js';
import { StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { Names } from '../names.js';
import { NAMING, namingOf, read } from '../read.js';
import { sources } from './source.assembler.js';
import { GetSource, GetSourcePassages, GetSources } from './source.queries.js';
import { passagesOf, sourceDetail } from './source-detail.assembler.js';

@QueryHandler(GetSources)
export class SourcesHandler implements IQueryHandler<GetSources> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view }: GetSources) {
    return cited(this.reader, view, sources(await read(this.reader, view, { categories: ['source'] }, NAMING)));
  }
}

@QueryHandler(GetSource)
export class SourceHandler implements IQueryHandler<GetSource> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetSource) {
    return cited(
      this.reader,
      view,
      sourceDetail(id, await read(this.reader, view, { categories: ['source'] }, NAMING)),
    );
  }
}

@QueryHandler(GetSourcePassages)
export class SourcePassagesHandler implements IQueryHandler<GetSourcePassages> {
  constructor(
    private readonly reader: StateReader,
    private readonly trail: AuditTrailReader,
  ) {}

  async execute({ view, id }: GetSourcePassages) {
    const [described, entries] = await Promise.all([
      this.reader.statements(view, { streams: [`source-${id}`], facets: ['description'] }),
      this.trail.citing(id, view.atSize),
    ]);
    if (!described.some(({ withdrawn }) => !withdrawn)) return undefined;
    const citing = new Set(entries.map(({ sequence }) => sequence));
    const [statements, naming] = await Promise.all([
      this.reader.statements(view, {
        streams: [...new Set(entries.map(({ stream }) => stream))],
        facets: [...new Set(entries.map(({ facet }) => facet))],
      }),
      read(this.reader, view, NAMING, namingOf(entries.map(({ stream }) => stream))),
    ]);
    // What a document is was taken from itself, and is no news on its own page.
    const answering = statements.filter(
      ({ src, stream, withdrawn }) => citing.has(src) && stream !== `source-${id}` && !withdrawn,
    );
    return cited(this.reader, view, passagesOf(id, answering, new Names(naming)));
  }
}

export const sourceHandlers = [SourcesHandler, SourceHandler, SourcePassagesHandler];
