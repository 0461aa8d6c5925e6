import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  EXTERNAL_STATES,
  ExternalCounts,
  ExternalRecommendationLine,
} from '../../projections/state/queries/external/external.answers.js';
import {
  GetExternalRecommendation,
  GetExternalRecommendations,
} from '../../projections/state/queries/external/external.queries.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, IdParameter, ListQuery, ViewQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';

export class ExternalRecommendationsQuery extends ListQuery {
  @IdParameter('Made by this body.') issuer?: string;
  @IdParameter('Addressed to this body.') addressedTo?: string;
  @ChoiceParameter('Only those in this state.', EXTERNAL_STATES) state?: string;
  @IdParameter('About this plan, priority, theme, commitment, metric or milestone, or about anything under it.')
  about?: string;
}

@ApiTags('External recommendations')
@Controller('api/external-recommendations')
export class ExternalRecommendationsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Answers('What inspectorates and others outside ask, and how far it is', ExternalRecommendationsQuery, {
    pageOf: ExternalRecommendationLine,
    beside: { counts: ExternalCounts },
  })
  async list(@InReading() reading: Reading<ExternalRecommendationsQuery>) {
    const { issuer, addressedTo, state, about } = reading.query;
    const filter = {
      issuer: await this.objects.idOf(issuer),
      addressedTo: await this.objects.idOf(addressedTo),
      state,
      about: await this.objects.idOf(about),
    };
    const { lines, counts } = await this.queries.execute(new GetExternalRecommendations(reading.at, filter));
    return { counts, ...pageOf(lines, reading) };
  }

  @Get(':id')
  @ApiId('external recommendation')
  @Answers('One thing that is asked from outside, and how far it is', ViewQuery, { one: ExternalRecommendationLine })
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetExternalRecommendation(reading.at, id));
    return this.objects.held(answer, 'extrec', id, reading.at);
  }
}
