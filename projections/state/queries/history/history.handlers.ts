import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type HistoryEntry, LAST_DAY, StateReader, type View } from '../../statement.js';
import { wordingsOfAll } from '../commitment/wordings.js';
import { cited } from '../documents.js';
import { LINKS, linkedTo } from '../linked.js';
import { Names } from '../names.js';
import { NAMING, namingOf, read, readWithSchemes } from '../read.js';
import { uuidsIn } from '../references.js';
import { labelsOf } from '../schemes.js';
import { slotsOf } from '../slots.js';
import { historyOf } from './history.assembler.js';
import { GetCommitmentHistory, GetFirstMention } from './history.queries.js';

@QueryHandler(GetCommitmentHistory)
export class CommitmentHistoryHandler implements IQueryHandler<GetCommitmentHistory> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetCommitmentHistory) {
    const own = await this.reader.history(`commitment-${id}`, view.atSize);
    const plan = own.find((entry) => entry.plan)?.plan;
    if (!own.some(({ reportedOn }) => reportedOn !== undefined && reportedOn <= view.asReportedOn)) return undefined;
    const links = await read(this.reader, view, { ...(plan ? { plan } : {}), facets: LINKS });
    const others = linkedTo(new Set([id]), links);
    const [histories, beside] = await Promise.all([
      this.reader.histories(others, view.atSize),
      this.beside(view, id, plan),
    ]);
    const all = [own, ...histories, beside];
    const mentioned = [others, all.flat().map(({ objectId, data }) => [objectId, data])];
    const wordings = wordingsOfAll(uuidsIn(mentioned));
    const facts = await readWithSchemes(this.reader, view, NAMING, namingOf(mentioned), wordings);
    const statusLabels = labelsOf(facts.all('settings').flatMap((settings) => settings.list('scheme/*')));
    const words = { names: new Names(facts), facts, statusLabels };
    return cited(this.reader, view, historyOf(all, words, view.asReportedOn));
  }

  /** What is said of a promise elsewhere: by the side of other promises, at meetings, in reports and in its plan. */
  private async beside(view: View, id: string, plan: string | undefined): Promise<HistoryEntry[]> {
    const [said, delivered] = await Promise.all([
      this.reader.statements(view, {
        categories: ['commitment', 'meeting', 'report'],
        facets: ['lineage/*', 'decision/*/changes', 'no-update/*'],
      }),
      plan === undefined ? [] : this.reader.statements(view, { streams: [`plan-${plan}`], facets: ['delivery/*'] }),
    ]);
    const about = [...said, ...delivered].filter(
      ({ objectId, data }) => objectId !== id && JSON.stringify(data).includes(id),
    );
    if (about.length === 0) return [];
    const streams = [...new Set(about.map(({ stream }) => stream))];
    const roots = about.map(({ facet }) => facet.replace(/\/changes$/, ''));
    const facets = [...new Set(roots.flatMap((facet) => [facet, `${facet}/changes`, `${facet}/end`]))];
    return (await this.reader.histories(streams, view.atSize, facets)).flat();
  }
}

@QueryHandler(GetFirstMention)
export class FirstMentionHandler implements IQueryHandler<GetFirstMention> {
  constructor(private readonly reader: StateReader) {}

  async execute({ stream, atSize }: GetFirstMention) {
    const history = await this.reader.history(stream, atSize);
    const standing = slotsOf(history, LAST_DAY).map(({ original }) => original);
    const days = standing.map(({ reportedOn }) => reportedOn).sort();
    return standing[0] === undefined ? null : { reportedOn: days[0]!, index: standing[0].sequence };
  }
}

export const historyHandlers = [CommitmentHistoryHandler, FirstMentionHandler];
