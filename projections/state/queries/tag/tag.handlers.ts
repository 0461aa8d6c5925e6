import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { Names } from '../names.js';
import { NAMING, read } from '../read.js';
import { planTags } from './tag.assembler.js';
import { GetTags } from './tag.queries.js';

@QueryHandler(GetTags)
export class TagsHandler implements IQueryHandler<GetTags> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetTags) {
    const stream = `plan-${id}`;
    const facts = await read(
      this.reader,
      view,
      { streams: [stream], facets: ['tag-scheme/*', 'tag/*', 'node/*/tag/*'] },
      { plan: id, categories: ['commitment'], facets: ['tag/*'] },
      { ...NAMING, streams: [stream] },
      { ...NAMING, plan: id, categories: ['commitment'] },
    );
    const plan = facts.object('plan', id);
    if (!plan?.get('identity')) return undefined;
    const retired = plan.list('tag/*', 'TagRetired').length > 0;
    const history = retired ? await this.reader.history(stream, view.atSize) : [];
    const answer = planTags(plan, { facts, names: new Names(facts), history, on: view.asReportedOn });
    return cited(this.reader, view, answer);
  }
}

export const tagHandlers = [TagsHandler];
