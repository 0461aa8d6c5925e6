import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Response } from 'express';
import { GetPlans } from '../../../projections/state/queries/plan/plan.queries.js';
import { CHANGE_KINDS, type ChangeKind } from '../../../projections/state/queries/view-change/view-change.answers.js';
import {
  BEFORE_EVERYTHING,
  GetChanges,
  GetFirstPromiseDay,
} from '../../../projections/state/queries/view-change/view-change.queries.js';
import { Elsewhere } from '../../http/elsewhere.js';
import { ProblemError } from '../../http/problem.js';
import { Objects } from '../../http/view/objects.js';
import {
  ChoiceParameter,
  DayParameter,
  FieldParameter,
  IdParameter,
  ViewQuery,
  WholeParameter,
} from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { assertEarlier } from '../../view-changes/changes.controller.js';
import { dataOf, feedBeside } from '../data-links.js';
import { withPlanAsLinked } from '../one-address.js';
import { Page } from '../page.js';
import { type PageAddress, writeAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';
import { type FieldError, readDate } from '../time/time-form.js';
import { Asked } from '../time/time-in-path.js';
import { changesList } from './changes.view.js';

const PATH = '/changes';

/** What narrows the list, as page or as feed. */
export class ChangesFilter extends ViewQuery {
  @DayParameter('Compared with what had been reported by the end of this day; the newest report before unless told.')
  from?: string;
  @WholeParameter('Compared with a ledger of so many entries.', 0, Number.MAX_SAFE_INTEGER) fromSize?: number;
  @IdParameter('Of this plan.') plan?: string;
  @ChoiceParameter('Of this kind.', CHANGE_KINDS) kind?: ChangeKind;
}

class ChangesPageQuery extends ChangesFilter {
  @DayParameter('The day of the later view, which has an address of its own.') to?: string;
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
  @FieldParameter('Day of the date to compare with.', 20) day?: string;
  @FieldParameter('Month of it.', 20) month?: string;
  @FieldParameter('Year of it.', 20) year?: string;
}

@Controller('changes')
export class ChangesPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Page('changes/changes', ChangesPageQuery)
  async list(
    @InReading() reading: Reading<ChangesPageQuery>,
    @Asked() asked: PageAddress,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { at, query } = reading;
    const { from, fromSize, plan, kind, page } = query;
    const { fields, error } = dateAsked(reading, asked);
    if (error) response.status(400);
    assertEarlier(reading);
    const id = await this.objects.idOf(plan);
    const [found, plans] = await Promise.all([
      this.queries.execute(new GetChanges(at, { from, fromSize, plan: id })),
      this.queries.execute(new GetPlans(at)),
    ]);
    withPlanAsLinked(asked, query, plans);
    const one = plans.find((other) => other.id === id);
    if (id && !one) throw new ProblemError(404, 'unknown-object', 'This view has no such plan', { field: 'plan' });
    const promisedOn =
      found.from.asReportedOn === BEFORE_EVERYTHING ? await this.queries.execute(new GetFirstPromiseDay(at, id)) : null;
    return {
      promisedOn: promisedOn !== null && promisedOn < at.asReportedOn ? promisedOn : null,
      changes: changesList(found, { path: PATH, from, fromSize, plan, kind, page }),
      to: at.asReportedOn,
      toSize: at.atSize,
      plans: plans.map(({ id, externalIds, title }) => ({ value: externalIds[0] ?? id, text: title ?? id })),
      plan: one ? { id: one.externalIds[0] ?? one.id, title: one.title ?? one.id } : null,
      ...{ fields, error },
      data: dataOf(reading, '/api/changes', 'csv', { from, fromSize, plan, kind }),
      feed: feedBeside(PATH, ChangesFilter, query),
    };
  }
}

/**
 * What was typed into the form, and what is wrong with it.
 *
 * @throws Elsewhere 303 where it can be read, or where the later day is said in a parameter
 */
function dateAsked({ query, at }: Reading<ChangesPageQuery>, asked: PageAddress) {
  const { from, fromSize, to, plan, kind, page, day = '', month = '', year = '' } = query;
  const fields = { day, month, year };
  const lead = (time: PageAddress['time'], compared: string | undefined) =>
    new Elsewhere(303, writeAddress({ time, path: PATH }) + searchWith({ from: compared, fromSize, plan, kind, page }));
  if (to !== undefined) {
    if (asked.time.asReportedOn !== undefined)
      throw new ProblemError(400, 'repeated-parameter', 'The address names its later view already', { field: 'to' });
    throw lead({ asReportedOn: to }, from);
  }
  if (![query.day, query.month, query.year].some((typed) => typed !== undefined))
    return { fields: fieldsOf(from), error: null };
  if (`${day}${month}${year}`.trim() === '') throw lead(asked.time, undefined);
  const read = readDate(fields, at.asReportedOn);
  if ('error' in read) return { fields, error: errorOf(read.error) };
  throw lead(asked.time, read.time.asReportedOn);
}

/** A date after the view's is none of the future here, but of what the view leaves out. */
function errorOf(error: FieldError): FieldError {
  return error.key === 'time.error.future' ? { ...error, key: 'changes.error.later' } : error;
}

function fieldsOf(from: string | undefined) {
  const [year = '', month = '', day = ''] = from?.split('-').map((part) => part.replace(/^0/, '')) ?? [];
  return { day, month, year };
}
