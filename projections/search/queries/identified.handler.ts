import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { streamOf } from '../../../src/ledger/ids.js';
import { wordingInForce } from '../../state/queries/commitment/wordings.js';
import { present } from '../../state/queries/facts.js';
import { Names } from '../../state/queries/names.js';
import { factsOf, NAMING, namingOf, read } from '../../state/queries/read.js';
import { StateReader } from '../../state/statement.js';
import type { Identified } from './search.answers.js';
import { GetIdentified } from './search.queries.js';

/** What has a page, each with a statement that all of its kind that are held have. */
const FACETS: Readonly<Record<string, string>> = {
  ...{ plan: 'identity', commitment: 'identity', update: 'targets', milestone: 'promise', metric: 'definition' },
  ...{ body: 'name', meeting: 'occasion', extrec: 'identity', report: 'publication/*', source: 'description' },
};

@QueryHandler(GetIdentified)
export class IdentifiedHandler implements IQueryHandler<GetIdentified> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetIdentified): Promise<Omit<Identified, 'asked'> | undefined> {
    const streams = Object.keys(FACETS).map((category) => streamOf(category, id));
    // Most words are no ids: names are read only once there is something to name.
    const [objects, parts, words] = await Promise.all([
      this.reader.statements(view, { streams, facets: Object.values(FACETS) }),
      this.reader.statements(view, { categories: ['plan'], facets: [`node/${id}`] }),
      this.reader.statements(view, { streams: [streamOf('commitment', id)], facets: ['wording/*'] }),
    ]);
    const [found = parts[0]] = objects;
    if (!found) return undefined;
    const names = new Names(await read(this.reader, view, NAMING, namingOf([id, ...objects.map(({ data }) => data)])));
    const commitment = factsOf([objects, words]).object('commitment', id);
    return present<Omit<Identified, 'asked'>>({
      category: objects.length > 0 ? found.category : 'node',
      object: present({ ...names.of(id)!, text: commitment && wordingInForce(commitment)?.text }),
      plan: objects.length > 0 ? undefined : names.of(found.objectId),
    });
  }
}
