import { Controller, Get, Param, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Response } from 'express';
import {
  FindReplayPlace,
  GetReplayDays,
  GetReplayStep,
  type ReplayScope,
} from '../../../projections/audit-trail/queries/trail/trail.queries.js';
import { GetExtent } from '../../../projections/extent/extent.queries.js';
import { GetPlan, GetPlanCounts } from '../../../projections/state/queries/plan/plan.queries.js';
import { Elsewhere } from '../../http/elsewhere.js';
import { Objects } from '../../http/view/objects.js';
import { FieldParameter, ViewQuery } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf } from '../data-links.js';
import { PageFrames } from '../layout/page-frame.js';
import { atItsAddress } from '../one-address.js';
import { Page } from '../page.js';
import { pathOfPlan } from '../plans/plan.view.js';
import { type PageAddress, writeAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';
import { readDate } from '../time/time-form.js';
import { Asked } from '../time/time-in-path.js';
import { type ReplayPage, replayPage } from './replay.view.js';

class ReplayQuery extends ViewQuery {
  @FieldParameter('Day of a date to go to.', 20) day?: string;
  @FieldParameter('Month of a date to go to.', 20) month?: string;
  @FieldParameter('Year of a date to go to.', 20) year?: string;
}

/** A plan as the ledger showed it after each of its entries: the view's size says after which. */
@Controller('plans')
export class ReplayPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
    private readonly frames: PageFrames,
  ) {}

  @Get(':plan/replay')
  @Page('entries/replay', ReplayQuery)
  async replay(
    @Param('plan') reference: string,
    @InReading() reading: Reading<ReplayQuery>,
    @Asked() asked: PageAddress,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { at, query } = reading;
    const id = await this.objects.id(reference);
    const [tree, counts, { published, state }] = await Promise.all([
      this.queries.execute(new GetPlan(at, id)),
      this.queries.execute(new GetPlanCounts(at, id)),
      this.queries.execute(new GetExtent(['audit-trail', 'state'])),
    ]);
    const plan = await this.objects.held(tree, 'plan', id, at);
    const path = `${pathOfPlan(plan)}/replay`;
    atItsAddress(asked, path, searchWith(query));
    const ledger: ReplayScope = { plan: id, atSize: Math.min(published, state) };
    const natural = await this.queries.execute(new GetReplayStep(at, ledger));
    const isOwnDay = asked.time.asReportedOn === undefined || natural?.entry.recordedOn === at.asReportedOn;
    const scope = isOwnDay ? ledger : { ...ledger, knownBy: at.asReportedOn };
    const form = await this.form(query, scope, { path, keeps: isOwnDay ? undefined : at.asReportedOn });
    if (form.error) response.status(400);
    const [step, days] = await Promise.all([
      isOwnDay ? natural : this.queries.execute(new GetReplayStep(at, scope)),
      this.queries.execute(new GetReplayDays(scope)),
    ]);
    const page = replayPage({ plan, counts: counts!, step, days, view: at, keepsDay: !isOwnDay }, form);
    return { ...page, data: dataOf(reading, `/api/plans/${reference}`) };
  }

  /**
   * The form that goes to a date, as it was sent.
   *
   * @throws Elsewhere 303: there is something to go to
   */
  private async form(
    { day = '', month = '', year = '' }: ReplayQuery,
    scope: ReplayScope,
    { path, keeps }: { path: string; keeps: string | undefined },
  ): Promise<Pick<ReplayPage, 'fields' | 'error'>> {
    const fields = { day, month, year };
    if (day === '' && month === '' && year === '') return { fields, error: null };
    const { today } = await this.frames.askable();
    const found = readDate(fields, today);
    if ('error' in found) return { fields, error: found.error };
    const place = await this.queries.execute(new FindReplayPlace(scope, found.time.asReportedOn));
    if (!place) return { fields, error: { key: 'replay.jump.before', field: 'day' } };
    const time = { asReportedOn: keeps ?? place.recordedOn, atSize: place.index + 1 };
    throw new Elsewhere(303, writeAddress({ time, path }));
  }
}
