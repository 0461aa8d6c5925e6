import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  CHANGE_KINDS,
  ChangeCounts,
  type ChangeKind,
  ChangeLine,
  ViewBefore,
} from '../../projections/state/queries/view-change/view-change.answers.js';
import { GetChanges } from '../../projections/state/queries/view-change/view-change.queries.js';
import { ProblemError } from '../http/problem.js';
import { Answers } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, DayParameter, IdParameter, ListQuery, WholeParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

export class ChangesQuery extends ListQuery {
  @DayParameter(
    'Compared with what had been reported by the end of this day, which is no later than that of the view; the newest ' +
      'report before the view unless told, and where there is none, with nothing.',
  )
  from?: string;
  @WholeParameter(
    'Compared with a ledger of so many entries, which are no more than those of the view; as many unless told. Shows ' +
      'what was corrected, voided and loaded later.',
    0,
    Number.MAX_SAFE_INTEGER,
  )
  fromSize?: number;
  @IdParameter('Of this plan, with the metrics on its scorecard and the decisions that changed a part of it.')
  plan?: string;
  @ChoiceParameter('Of this kind.', CHANGE_KINDS) kind?: ChangeKind;
}

@ApiTags('Changes')
@Controller('api/changes')
export class ChangesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers(
    'What is otherwise in this view than in an earlier one, and of which commitments nothing was said',
    ChangesQuery,
    {
      pageOf: ChangeLine,
      beside: { from: ViewBefore, summary: ChangeCounts },
    },
  )
  async list(@InReading() reading: Reading<ChangesQuery>) {
    const { from, fromSize, plan, kind } = reading.query;
    assertEarlier(reading);
    const filter = { from, fromSize, kind, plan: await this.objects.idOf(plan) };
    const { lines, ...beside } = await this.queries.execute(new GetChanges(reading.at, filter));
    return { ...beside, ...pageOf(lines, reading) };
  }
}

/** @throws ProblemError 400 `malformed-parameter`: the view compared with is later than that of the answer */
export function assertEarlier({
  query: { from, fromSize },
  at,
}: Reading<Pick<ChangesQuery, 'from' | 'fromSize'>>): void {
  if (from !== undefined && from > at.asReportedOn)
    throw new ProblemError(
      400,
      'malformed-parameter',
      `from must not be after the day of the view, ${at.asReportedOn}`,
      {
        field: 'from',
      },
    );
  if (fromSize !== undefined && fromSize > at.atSize)
    throw new ProblemError(
      400,
      'malformed-parameter',
      `fromSize must not be above the size of the view, ${at.atSize}`,
      {
        field: 'fromSize',
      },
    );
}
