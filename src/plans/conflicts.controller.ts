import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  CONFLICT_STATES,
  ConflictAnswer,
  LaterConflicts,
} from '../../projections/state/queries/conflict/conflict.answers.js';
import { type ConflictFilter, GetConflicts } from '../../projections/state/queries/conflict/conflict.queries.js';
import { Answers } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, IdParameter, ListQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

class ConflictsQuery extends ListQuery {
  @IdParameter('Only those of this plan.') plan?: string;
  @IdParameter('Only those in which a statement is about this object.') about?: string;
  @ChoiceParameter('Whether, and how, they were settled.', CONFLICT_STATES) state?: ConflictFilter['state'];
}

@ApiTags('Plans')
@Controller('api/conflicts')
export class ConflictsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('Statements of the papers that cannot both hold, as the editors have noted', ConflictsQuery, {
    pageOf: ConflictAnswer,
    beside: { addedByEditors: LaterConflicts },
  })
  async list(@InReading() reading: Reading<ConflictsQuery>) {
    const { plan, about, state } = reading.query;
    const filter = { plan: await this.objects.idOf(plan), about: await this.objects.idOf(about), state };
    const { conflicts, later } = await this.queries.execute(new GetConflicts(reading.at, filter));
    return { ...pageOf(conflicts, reading), addedByEditors: later };
  }
}
