import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetCommitments } from '../../../projections/state/queries/commitment/commitment.queries.js';
import { GetPlan } from '../../../projections/state/queries/plan/plan.queries.js';
import { Objects } from '../../http/view/objects.js';
import {
  ChoiceParameter,
  IdParameter,
  TextParameter,
  ViewQuery,
  WholeParameter,
  WordsParameter,
} from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf } from '../data-links.js';
import { atItsAddress } from '../one-address.js';
import { Page } from '../page.js';
import { pathOfPlan } from '../plans/plan.view.js';
import type { PageAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';
import { Asked } from '../time/time-in-path.js';
import { commitmentListPage } from './commitment-list.view.js';

class CommitmentsQuery extends ViewQuery {
  @IdParameter('In this priority or theme, at any depth.') under?: string;
  @TextParameter('With this status, by its id in its scheme such as on-track, or notStated.', 60) status?: string;
  @TextParameter('With a status for this area alone, by its code or name.', 200) area?: string;
  @IdParameter('That this body leads on, promised or delivers.') body?: string;
  @IdParameter('With this tag of their plan.') tag?: string;
  @ChoiceParameter('true: no update says anything about it, though one may name it.', ['true', 'false']) noUpdate?:
    | 'true'
    | 'false';
  @ChoiceParameter('true: its target date has passed, and no status closes it.', ['true', 'false'])
  overdue?: 'true' | 'false';
  @WordsParameter('All of these stand in the words in force.') words?: string[];
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

@Controller()
export class CommitmentsPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get('plans/:plan/commitments')
  @Page('commitments/list', CommitmentsQuery)
  async list(
    @Param('plan') reference: string,
    @InReading() reading: Reading<CommitmentsQuery>,
    @Asked() asked: PageAddress,
  ) {
    const { at } = reading;
    const { under, status, area, body, tag, noUpdate, overdue, words, page } = reading.query;
    const id = await this.objects.id(reference);
    const plan = await this.objects.held(await this.queries.execute(new GetPlan(at, id)), 'plan', id, at);
    atItsAddress(asked, `${pathOfPlan(plan)}/commitments`, searchWith(reading.query));
    const filter = {
      ...{ plan: id, status, area, words },
      under: await this.objects.idOf(under),
      body: await this.objects.idOf(body),
      tag: await this.objects.idOf(tag),
      noUpdate: noUpdate && noUpdate === 'true',
      overdue: overdue && overdue === 'true',
    };
    const [all, found] = await Promise.all([
      this.queries.execute(new GetCommitments(at, { plan: id })),
      this.queries.execute(new GetCommitments(at, filter)),
    ]);
    const narrowing = { under, status, area, body, tag, noUpdate, overdue, words };
    const parameters = { plan: reference, ...narrowing };
    const ids = { under: filter.under, body: filter.body, tag: filter.tag };
    return {
      ...commitmentListPage(plan, { all, found }, { ...narrowing, ...ids, page }),
      data: dataOf(reading, '/api/commitments', 'csv', parameters),
    };
  }
}
