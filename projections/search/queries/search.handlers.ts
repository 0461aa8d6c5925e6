import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Catalogue } from '../../../src/ledger/catalogue/catalogue.js';
import { cited } from '../../state/queries/documents.js';
import { present } from '../../state/queries/facts.js';
import { Names } from '../../state/queries/names.js';
import { provenanceOf } from '../../state/queries/provenance.js';
import { NAMING, namingOf, read } from '../../state/queries/read.js';
import { type Statement, StateReader } from '../../state/statement.js';
import { type Excerpt, type Hit, SearchReader } from '../search.reader.js';
import { searchTexts } from '../search-texts.js';
import { IdentifiedHandler } from './identified.handler.js';
import { SEARCH_KINDS, type SearchHit } from './search.answers.js';
import { type Find, FindWords, GetSearchHits } from './search.queries.js';
import { kindOf } from './search-kind.js';

@QueryHandler(FindWords)
export class FindWordsHandler implements IQueryHandler<FindWords> {
  constructor(private readonly search: SearchReader) {}

  async execute({ view, words, filter }: FindWords) {
    const all = (await this.search.hits(view, words, filter.plan)).map(findOf);
    const counts = SEARCH_KINDS.map((kind) => ({ kind, count: all.filter((one) => one.kind === kind).length }));
    return {
      finds: filter.kind === undefined ? all : all.filter(({ kind }) => kind === filter.kind),
      counts: { byKind: counts.filter(({ count }) => count > 0) },
    };
  }
}

@QueryHandler(GetSearchHits)
export class SearchHitsHandler implements IQueryHandler<GetSearchHits> {
  constructor(
    private readonly reader: StateReader,
    private readonly search: SearchReader,
    private readonly catalogue: Catalogue,
  ) {}

  async execute({ view, words, finds }: GetSearchHits): Promise<SearchHit[]> {
    if (finds.length === 0) return [];
    const filter = { streams: distinct(finds, 'stream'), facets: distinct(finds, 'facet') };
    const [statements, naming] = await Promise.all([
      this.reader.statements(view, filter),
      read(this.reader, view, NAMING, namingOf(filter.streams)),
    ]);
    const byKey = new Map(statements.map((one) => [`${one.stream}/${one.facet}`, one]));
    const names = new Names(naming);
    const texts = finds.map(({ id, config, eventKind }) => ({ config, text: this.textOf(byKey.get(id)!, eventKind) }));
    const excerpts = await this.search.excerpts(words, texts);
    const hits = finds.map((find, n) => hitOf(find, byKey.get(find.id)!, excerpts[n]!, names));
    return cited(this.reader, view, hits);
  }

  /** All that is searched of a statement, as far as it is held. */
  private textOf({ data }: Statement, kind: string): string {
    return searchTexts(this.catalogue.event(kind)!, data)
      .map(({ text }) => text)
      .join('\n');
  }
}

function findOf({ kind, src, ...hit }: Hit): Find {
  return { ...hit, id: `${hit.stream}/${hit.facet}`, kind: kindOf(hit.category, kind), eventKind: kind, index: src };
}

function hitOf({ id, kind, facet }: Find, statement: Statement, { text, marks }: Excerpt, names: Names): SearchHit {
  return present<SearchHit>({
    id,
    kind,
    object: names.of(statement.objectId)!,
    facet,
    plan: names.of(statement.plan),
    excerpt: text === '' ? null : text,
    marks,
    pointsAt: names.among(statement.data).filter((one) => one.id !== statement.objectId),
    from: provenanceOf(statement),
  });
}

function distinct<K extends 'stream' | 'facet'>(finds: readonly Find[], member: K): string[] {
  return [...new Set(finds.map((find) => find[member]))];
}

export const searchHandlers = [FindWordsHandler, SearchHitsHandler, IdentifiedHandler];
