import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { LAST_DAY, StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { LINKS, linkedTo } from '../linked.js';
import { Names } from '../names.js';
import { NAMING, namingOf, read } from '../read.js';
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
    const histories = await this.reader.histories(others, view.atSize);
    const mentioned = namingOf([others, [own, ...histories].flat().map(({ data }) => data)]);
    const names = new Names(await read(this.reader, view, NAMING, mentioned));
    return cited(this.reader, view, historyOf([own, ...histories], names, view.asReportedOn));
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
