import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { streamOf } from '../../../../src/ledger/ids.js';
import { type Statement, type StatementFilter, StateReader, type View } from '../../statement.js';
import { bodyAnswer, concerns } from '../body/body.assembler.js';
import { wordingsOfAll } from '../commitment/wordings.js';
import { cited } from '../documents.js';
import { laterByEditors } from '../editors.js';
import { Facts } from '../facts.js';
import { versionsOfDefinitions } from '../metric/definitions.js';
import { Names } from '../names.js';
import { idsUnder } from '../plan/under.js';
import { factsOf, NAMING, namingOf, REPORT_TITLES, read } from '../read.js';
import { idsIn } from '../references.js';
import { rowOf } from '../report/rows.js';
import { says, updates } from './update.assembler.js';
import { GetUpdate, GetUpdates } from './update.queries.js';
import { updateDetail } from './update-detail.assembler.js';

/** What the editors say of an update. */
const BY_EDITORS = ['block-targets', 'figure/*'];

@QueryHandler(GetUpdates)
export class UpdatesHandler implements IQueryHandler<GetUpdates> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter }: GetUpdates) {
    const { plan, target, body, words = [] } = filter;
    const forBody: StatementFilter[] =
      body === undefined
        ? []
        : [{ streams: [`body-${body}`] }, { categories: ['plan'], facets: ['delivery/*', 'delivery/*/end'] }];
    const facts = await read(this.reader, view, { categories: ['update'] }, REPORT_TITLES, NAMING, ...forBody);
    const under = target === undefined ? undefined : idsUnder(target, facts);
    const named = body === undefined ? undefined : bodyAnswer(body, facts, view.asReportedOn);
    const wanted = updates(facts, new Names(facts)).filter(
      (one) =>
        (plan === undefined || one.plan?.id === plan) &&
        (under === undefined || [...rowOf(facts.object('update', one.id)!).targets].some((id) => under.has(id))) &&
        (body === undefined || (named !== undefined && concerns(one, named))) &&
        says(one, words),
    );
    return cited(this.reader, view, wanted);
  }
}

@QueryHandler(GetUpdate)
export class UpdateHandler implements IQueryHandler<GetUpdate> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetUpdate) {
    const streams = [streamOf('update', id)];
    const [own, naming, later] = await Promise.all([
      this.reader.statements(view, { streams }),
      this.reader.statements(view, NAMING),
      laterByEditors(this.reader, view, { streams, facets: BY_EDITORS }),
    ]);
    const content = own.find(({ facet }) => facet === 'content');
    if (!content || content.withdrawn) return undefined;
    const mentioned = [content, ...later].map(({ data }) => data);
    const [named, worded, figures, earlier, original] = await Promise.all([
      this.reader.statements(view, namingOf(mentioned)),
      this.reader.statements(view, wordingsOfAll(idsIn(own.find(({ facet }) => facet === 'targets')?.data.targets))),
      this.figures(view, own),
      this.figures({ ...view, asReportedOn: content.reportedOn }, own),
      this.original(view, content),
    ]);
    const facts = factsOf([own, naming, named, worded, figures]);
    const around = {
      facts,
      names: new Names(facts),
      earlier: new Facts(earlier),
      original: new Facts(original),
      later,
    };
    return cited(this.reader, view, updateDetail(id, around));
  }

  /** The figures that an update is linked to, with the definitions of their metrics. */
  private async figures(view: View, own: readonly Statement[]): Promise<Statement[]> {
    const links = own.filter(({ kind, withdrawn }) => kind === 'ProgressFigureLinked' && !withdrawn);
    if (links.length === 0) return [];
    const streams = [...new Set(links.map(({ data }) => streamOf('metric', String(data.metricId))))];
    const keys = [...new Set(links.map(({ data }) => String(data.valueKey)))];
    // Keys hold the words of areas: as a beginning each is taken as it stands, as a pattern it might be another.
    const read = await this.reader.statements(view, { streams, facets: ['definition'], prefixes: keys });
    return [...read, ...(await versionsOfDefinitions(this.reader, view, read))];
  }

  private async original(view: View, { data }: Statement): Promise<Statement[]> {
    if (typeof data.copiedFrom !== 'string') return [];
    return this.reader.statements(view, { streams: [streamOf('update', data.copiedFrom)], facets: ['content'] });
  }
}

export const updateHandlers = [UpdatesHandler, UpdateHandler];
