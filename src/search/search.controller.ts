import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  Identified,
  SEARCH_KINDS,
  SearchCounts,
  SearchHit,
  type SearchKind,
} from '../../projections/search/queries/search.answers.js';
import { FindWords, GetSearchHits } from '../../projections/search/queries/search.queries.js';
import { Answers } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, IdParameter, ListQuery, RestsOn, SearchParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { identify } from './identify.js';

export class SearchQuery extends ListQuery {
  @SearchParameter(
    'An id such as C22-14: what it is the id of is told beside. Or words that all stand there, whose common endings do not matter; in quotes: next to each other; or: either; a minus before a word: not. ' +
      'Without it nothing is found.',
  )
  q?: string;
  @ChoiceParameter('Only this kind.', SEARCH_KINDS) kind?: SearchKind;
  @IdParameter('Of this plan.') plan?: string;
}

@ApiTags('Search')
@Controller('api/search')
export class SearchController {
  constructor(
    readonly queries: QueryBus,
    readonly objects: Objects,
  ) {}

  @Get()
  @RestsOn('state', 'search')
  @Answers('Statements of the view with the words asked for, what fits best first, at most 2,000', SearchQuery, {
    pageOf: SearchHit,
    beside: { counts: SearchCounts },
    atTimes: { identified: Identified },
  })
  async find(@InReading() reading: Reading<SearchQuery>) {
    const { q, kind, plan } = reading.query;
    const filter = { kind, plan: await this.objects.idOf(plan) };
    const { finds, counts } =
      q === undefined
        ? { finds: [], counts: { byKind: [] } }
        : await this.queries.execute(new FindWords(reading.at, q, filter));
    const page = pageOf(finds, reading);
    const [items, identified] = await Promise.all([
      this.queries.execute(new GetSearchHits(reading.at, q ?? '', page.items)),
      identify(q ?? '', reading.at, this),
    ]);
    return { ...(identified ? { identified } : {}), counts, ...page, items };
  }
}
