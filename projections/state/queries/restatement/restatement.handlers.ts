import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AuditTrailReader } from '../../../audit-trail/audit-trail.reader.js';
import { type Statement, StateReader, type View } from '../../statement.js';
import { cited } from '../documents.js';
import { grouped } from '../facts.js';
import { versionsOfDefinitions } from '../metric/definitions.js';
import { NAMING, namingOf } from '../read.js';
import { BY_THE_BODY } from '../slots.js';
import { YARDSTICK } from '../travel/travel.assembler.js';
import { vocabularyIn } from '../view-change/said-in-words.js';
import { actedOn } from './acted-on.js';
import { publicationsIn } from './publications.js';
import { restatements } from './restatement.assembler.js';
import { GetRestatements } from './restatement.queries.js';

@QueryHandler(GetRestatements)
export class RestatementsHandler implements IQueryHandler<GetRestatements> {
  constructor(
    private readonly reader: StateReader,
    private readonly trail: AuditTrailReader,
  ) {}

  async execute({ view, filter }: GetRestatements) {
    const streams = await actedOn(this.trail, [...BY_THE_BODY], view.atSize, filter);
    const [histories, publications, figures] = await Promise.all([
      this.reader.histories(streams, view.atSize),
      publicationsIn(this.reader, view),
      figuresOf(this.reader, view, streams),
    ]);
    const mentioned = namingOf([streams, histories.flat().map(({ data }) => data)]);
    const words = await vocabularyIn(this.reader, view, NAMING, mentioned);
    const metrics = grouped(figures, ({ stream }) => [stream]);
    const all = restatements(histories, { words, on: view.asReportedOn, publications, metrics });
    const { kind, from, to } = filter;
    const wanted = all.filter(
      (one) =>
        (kind === undefined || one.kind === kind) &&
        (from === undefined || one.from.reportedOn >= from) &&
        (to === undefined || one.from.reportedOn < to),
    );
    return cited(this.reader, view, wanted);
  }
}

/** The figures of these objects, as far as they are metrics, and what the direction of travel rests on. */
async function figuresOf(reader: StateReader, view: View, streams: readonly string[]): Promise<Statement[]> {
  const metrics = streams.filter((stream) => stream.startsWith('metric-'));
  if (metrics.length === 0) return [];
  const lists = await Promise.all([
    reader.statements(view, { streams: metrics, facets: YARDSTICK }),
    reader.statements(view, { streams: metrics, prefixes: ['value/'] }),
  ]);
  const read = lists.flat();
  return [...read, ...(await versionsOfDefinitions(reader, view, read))];
}

export const restatementHandlers = [RestatementsHandler];
