import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { keyPart } from '../../../../src/ledger/catalogue/catalogue.js';
import { streamOf } from '../../../../src/ledger/ids.js';
import { LAST_DAY, type Statement, StateReader, type View } from '../../statement.js';
import { targetDateMoves } from '../commitment/moves.js';
import { Surroundings } from '../commitment/surroundings.js';
import { cited, type DocumentAnswer } from '../documents.js';
import { present } from '../facts.js';
import { versionsOfDefinitions } from '../metric/definitions.js';
import { factsOf, NAMING } from '../read.js';
import { schemesInForce } from '../schemes.js';
import { slotsOf } from '../slots.js';
import { reportFacts } from './frozen-content.js';
import type { ReportContent, ReportSource } from './report-content.answers.js';
import { reportContent, type TemplateColumn } from './report-content.assembler.js';
import { GetReportContent } from './report-content.queries.js';
import { type PublishedVersion, publishedVersions } from './versions.js';

@QueryHandler(GetReportContent)
export class ReportContentHandler implements IQueryHandler<GetReportContent> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id, version }: GetReportContent): Promise<ReportContent | undefined> {
    const history = await this.reader.history(streamOf('report', id), view.atSize);
    const versions = publishedVersions(id, history, view.asReportedOn);
    const published = version === undefined ? versions.at(-1) : versions.find((one) => one.version === version);
    if (!published) return undefined;
    const { pinned, report } = published;
    const [shown, naming, schemes, papers, columns] = await Promise.all([
      reportFacts(this.reader, pinned, report),
      this.reader.statements(pinned, NAMING),
      schemesInForce(this.reader, pinned),
      this.paperAndMeeting(published),
      this.columns(published),
    ]);
    const definitions = await versionsOfDefinitions(this.reader, pinned, shown.flat());
    const facts = factsOf([...shown, naming, schemes, papers, definitions]);
    const moves = await targetDateMoves(this.reader, pinned, facts);
    const around = new Surroundings(facts, pinned.asReportedOn, moves);
    const answer = await cited(this.reader, pinned, reportContent({ published, around, columns }));
    return { ...answer, sources: sourcesOf(answer) };
  }

  /** Papers are described, and meetings called, later than the day that they are of. */
  private async paperAndMeeting({ report: { source, meeting }, pinned }: PublishedVersion): Promise<Statement[]> {
    const streams = [
      ...(source ? [streamOf('source', source)] : []),
      ...(meeting ? [streamOf('meeting', meeting)] : []),
    ];
    if (streams.length === 0) return [];
    const whenever: View = { ...pinned, asReportedOn: LAST_DAY };
    return this.reader.statements(whenever, { streams, facets: ['description', 'occasion'] });
  }

  /** The columns of the template in the version that the report names; templates are newer than papers of the past. */
  private async columns({ data, pinned }: PublishedVersion): Promise<TemplateColumn[] | undefined> {
    if (typeof data.template !== 'string') return undefined;
    const facet = `template/${keyPart(data.template)}`;
    const whenever: View = { ...pinned, asReportedOn: LAST_DAY };
    const [newest] = await this.reader.statements(whenever, { categories: ['settings'], facets: [facet] });
    if (!newest) return undefined;
    const slots = slotsOf(await this.reader.history(newest.stream, pinned.atSize), LAST_DAY);
    const wanted = slots.find(
      ({ original, text }) => original.facet === facet && text.data.version === data.templateVersion,
    );
    return wanted?.text.data.columns as TemplateColumn[] | undefined;
  }
}

/** Every document that an answer rests on, once, in the order in which it names them. */
function sourcesOf(answer: unknown): ReportSource[] {
  const found = new Map<string, ReportSource>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { sourceId, doc, document } = value as { sourceId?: unknown; doc?: unknown; document?: DocumentAnswer };
    const id = sourceId ?? doc;
    if (typeof id === 'string') found.set(id, present<ReportSource>({ sourceId: id, document }));
    for (const inner of Object.values(value)) look(inner);
  };
  look(answer);
  return [...found.values()];
}

export const reportContentHandlers = [ReportContentHandler];
