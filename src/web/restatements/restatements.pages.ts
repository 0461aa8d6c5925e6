import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetCorrections } from '../../../projections/state/queries/correction/correction.queries.js';
import { GetRestatements } from '../../../projections/state/queries/restatement/restatement.queries.js';
import { CHANGED_CATEGORIES } from '../../changes/changed-categories.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, DayParameter, IdParameter, ViewQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf, feedBeside } from '../data-links.js';
import { Page } from '../page.js';
import { changedListPage } from './changed-list.view.js';
import { correctionRow, restatementRow } from './restatement-row.js';

const RESTATED = ['Revised', 'Restated', 'Withdrawn'] as const;
const CORRECTED = ['correction', 'void'] as const;

/** What narrows the list, as page or as feed. */
class ChangedFilter extends ViewQuery {
  @ChoiceParameter('Only of objects of this category.', CHANGED_CATEGORIES) category?: string;
  @IdParameter('Only of this object.') object?: string;
  @DayParameter('Only changes of this day or later.') from?: string;
  @DayParameter('Only changes before this day.') to?: string;
}

export class RestatementsFilter extends ChangedFilter {
  @ChoiceParameter('Only changes of this kind.', RESTATED) kind?: string;
}

class RestatementsQuery extends RestatementsFilter {
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

export class CorrectionsFilter extends ChangedFilter {
  @ChoiceParameter('Only corrections of words, or only voids.', CORRECTED) kind?: string;
}

class CorrectionsQuery extends CorrectionsFilter {
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

/** What the body itself changed, and what the ledger had wrong: two pages, so that nobody takes one for the other. */
@Controller()
export class RestatementsPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get('restatements')
  @Page('restatements/restatements', RestatementsQuery)
  async restatements(@InReading() reading: Reading<RestatementsQuery>) {
    const filter = await this.filterOf(reading.query);
    const found = await this.queries.execute(new GetRestatements(reading.at, filter));
    return {
      ...changedListPage(found.map(restatementRow), reading.query),
      ...{ categories: CHANGED_CATEGORIES, kinds: RESTATED },
      data: dataOf(reading, '/api/restatements', 'csv', parametersOf(reading.query)),
      feed: feedBeside('/restatements', RestatementsFilter, reading.query),
    };
  }

  @Get('corrections')
  @Page('restatements/corrections', CorrectionsQuery)
  async corrections(@InReading() reading: Reading<CorrectionsQuery>) {
    const filter = await this.filterOf(reading.query);
    const found = await this.queries.execute(new GetCorrections(reading.at, reading.view!.timeZone, filter));
    return {
      ...changedListPage(found.map(correctionRow), reading.query),
      ...{ categories: CHANGED_CATEGORIES, kinds: CORRECTED },
      data: dataOf(reading, '/api/corrections', 'csv', parametersOf(reading.query)),
      feed: feedBeside('/corrections', CorrectionsFilter, reading.query),
    };
  }

  private async filterOf(query: RestatementsQuery) {
    return { ...parametersOf(query), object: await this.objects.idOf(query.object) };
  }
}

function parametersOf({ category, object, kind, from, to }: RestatementsQuery) {
  return { category, object, kind, from, to };
}
