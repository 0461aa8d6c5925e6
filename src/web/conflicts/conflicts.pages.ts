import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { CONFLICT_STATES } from '../../../projections/state/queries/conflict/conflict.answers.js';
import { type ConflictFilter, GetConflicts } from '../../../projections/state/queries/conflict/conflict.queries.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, IdParameter, ViewQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf } from '../data-links.js';
import { Page } from '../page.js';
import { conflictsPage } from './conflict.view.js';

class ConflictsQuery extends ViewQuery {
  @IdParameter('Only those of this plan.') plan?: string;
  @IdParameter('Only those in which a statement is about this object.') about?: string;
  @ChoiceParameter('Whether, and how, they were settled.', CONFLICT_STATES) state?: ConflictFilter['state'];
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

@Controller('conflicts')
export class ConflictsPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Page('conflicts/conflicts', ConflictsQuery)
  async list(@InReading() reading: Reading<ConflictsQuery>) {
    const { plan, about, state } = reading.query;
    const filter = { plan: await this.objects.idOf(plan), about: await this.objects.idOf(about), state };
    const { conflicts, later } = await this.queries.execute(new GetConflicts(reading.at, filter));
    return {
      ...conflictsPage(conflicts, reading.query),
      ...{ states: CONFLICT_STATES, addedByEditors: later.items },
      data: dataOf(reading, '/api/conflicts', 'csv', { plan, about, state }),
    };
  }
}
