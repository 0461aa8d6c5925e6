import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { EXTERNAL_STATES } from '../../../projections/state/queries/external/external.answers.js';
import {
  GetExternalRecommendation,
  GetExternalRecommendations,
} from '../../../projections/state/queries/external/external.queries.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, IdParameter, ViewQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf } from '../data-links.js';
import { pageOf } from '../links.js';
import { atItsAddress } from '../one-address.js';
import { Page } from '../page.js';
import type { PageAddress } from '../time/address.js';
import { Asked } from '../time/time-in-path.js';
import { externalListPage } from './external.view.js';

class ExternalQuery extends ViewQuery {
  @IdParameter('Made by this body.') issuer?: string;
  @IdParameter('Addressed to this body.') addressedTo?: string;
  @ChoiceParameter('In this state.', EXTERNAL_STATES) state?: string;
  @IdParameter('About this, or anything under it.') about?: string;
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

/** What inspectorates and others outside ask. */
@Controller('external-recommendations')
export class ExternalRecommendationsPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Page('external/list', ExternalQuery)
  async list(@InReading() reading: Reading<ExternalQuery>) {
    const { issuer, addressedTo, state, about, page } = reading.query;
    const filter = {
      issuer: await this.objects.idOf(issuer),
      addressedTo: await this.objects.idOf(addressedTo),
      state,
      about: await this.objects.idOf(about),
    };
    const [all, found] = await Promise.all([
      this.queries.execute(new GetExternalRecommendations(reading.at)),
      this.queries.execute(new GetExternalRecommendations(reading.at, filter)),
    ]);
    return {
      ...externalListPage(all.lines, found, { ...filter, page }),
      data: dataOf(reading, '/api/external-recommendations', 'csv', filter),
    };
  }

  @Get(':id')
  @Page('external/one')
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const { at } = reading;
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetExternalRecommendation(at, id));
    const one = await this.objects.held(answer, 'extrec', id, at);
    atItsAddress(asked, pageOf('extrec', { id })!);
    return { one, data: dataOf(reading, `/api/external-recommendations/${id}`) };
  }
}
