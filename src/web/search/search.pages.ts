import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { SEARCH_KINDS, type SearchKind } from '../../../projections/search/queries/search.answers.js';
import { FindWords, GetIdentified, GetSearchHits } from '../../../projections/search/queries/search.queries.js';
import type { View } from '../../../projections/state/statement.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, RestsOn, SearchParameter, ViewQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { isExternalId } from '../../ledger/ids.js';
import { dataOf } from '../data-links.js';
import { Page } from '../page.js';
import { numbered } from '../parts/pagination.js';
import { type IdentifiedAs, searchPage } from './search.view.js';

class SearchQuery extends ViewQuery {
  @SearchParameter('Words to look for.') q?: string;
  @ChoiceParameter('Only this kind.', SEARCH_KINDS) kind?: SearchKind;
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

const NOTHING = { finds: [], counts: { byKind: [] } };

@Controller('search')
export class SearchPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
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
      this.identified(reading.at, q),
    ]);
    return {
      ...searchPage({ q, kind }, counts, list, hits, identified),
      ...(q === undefined ? {} : { data: dataOf(reading, '/api/search', 'csv', { q, kind }) }),
    };
  }

  /** What the words asked for are the id of, as typed or else in capital letters. */
  private async identified(view: View, words = ''): Promise<IdentifiedAs | undefined> {
    const typed = words.trim();
    if (view.atSize === 0) return undefined;
    for (const id of new Set([typed, typed.toUpperCase()])) {
      const one = isExternalId(id) && (await this.queries.execute(new GetIdentified(view, await this.objects.id(id))));
      if (one) return { ...one, asked: id };
    }
    return undefined;
  }
}
