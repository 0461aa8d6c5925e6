import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  DUE_KINDS,
  DUE_STATES,
  DueCounts,
  type DueKind,
  DueLine,
  type DueState,
} from '../../projections/state/queries/overdue/overdue.answers.js';
import { GetDue, GetDueLines } from '../../projections/state/queries/overdue/overdue.queries.js';
import { Answers } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, DayParameter, IdParameter, ListQuery, WholeParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

/** Days ahead that count as soon. */
const SOON = 30;

export class OverdueQuery extends ListQuery {
  @DayParameter(
    'The day asked about; that of the view unless told. It may lie ahead: what would be overdue then with nothing more ' +
      'reported.',
  )
  on?: string;
  @WholeParameter('Days ahead that count as soon, the last of them included.', 0, 366, SOON) dueWithin?: number;
  @IdParameter('Of this plan, or belonging to a part of it.') plan?: string;
  @IdParameter('Belonging to this plan, priority, theme, commitment or meeting, or to anything under it.')
  about?: string;
  @ChoiceParameter('Of this kind.', DUE_KINDS) kind?: DueKind;
  @ChoiceParameter('In this state on that day; what is overdue or due soon unless told.', DUE_STATES)
  state?: DueState;
}

@ApiTags('Milestones')
@Controller('api/overdue')
export class OverdueController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('What is overdue and due soon on any day, those due first at the front', OverdueQuery, {
    pageOf: DueLine,
    beside: { counts: DueCounts },
  })
  async list(@InReading() reading: Reading<OverdueQuery>) {
    const { on = reading.at.asReportedOn, dueWithin = SOON, plan, about, kind, state } = reading.query;
    const filter = {
      ...{ on, within: dueWithin, kind, state },
      plan: await this.objects.idOf(plan),
      about: await this.objects.idOf(about),
    };
    const { lines, counts } = await this.queries.execute(new GetDue(reading.at, filter));
    const page = pageOf(lines, reading);
    return { counts, ...page, items: await this.queries.execute(new GetDueLines(reading.at, page.items)) };
  }
}
