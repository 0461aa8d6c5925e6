import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { SEARCH_KINDS, type SearchKind } from '../../../projections/search/queries/search.answers.js';
import { FindWords, GetSearchHits } from '../../../projections/search/queries/search.queries.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, RestsOn, SearchParameter, ViewQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { identify } from '../../search/identify.js';
import { dataOf } from '../data-links.js';
import { Page } from '../page.js';
import { numbered } from '../parts/pagination.js';
import { searchPage } from './search.view.js';

class SearchQuery extends ViewQuery {
  @SearchParameter('Words to look for.') q?: string;
  @ChoiceParameter('Only this kind.', SEARCH_KINDS) kind?: SearchKind;
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

const NOTHING = { finds: [], counts: { byKind: [] } };

@Controller('search')
export class SearchPages {
  constructor(
    readonly queries: QueryBus,
    readonly objects: Objects,
  ) {}

  @Get()
  @RestsOn('state', 'search')
  @Page('search/search', SearchQuery)
  async find(@InReading() reading: Reading<SearchQuery>) {
    const { q, kind, page } = reading.query;
    const { finds, counts } =
      q === undefined ? NOTHING : await this.queries.execute(new FindWords(reading.at, q, { kind }));
    const list = numbered(finds, page, 20);
    const [hits, identified] = await Promise.all([
      this.queries.execute(new GetSearchHits(reading.at, q ?? '', list.items)),
      identify(q ?? '', reading.at, this),
    ]);
    return {
      ...searchPage({ q, kind }, counts, list, hits, identified),
      ...(q === undefined ? {} : { data: dataOf(reading, '/api/search', 'csv', { q, kind }) }),
    };
  }
}
