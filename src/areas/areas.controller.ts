import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AreaAnswer, AreaSummary } from '../../projections/state/queries/area/area.answers.js';
import { GetAreas } from '../../projections/state/queries/area/area.queries.js';
import { Answers } from '../http/view/answers.js';
import { pageOf } from '../http/view/page.js';
import { ListQuery, TextParameter, ViewQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { heldArea } from './held-area.js';

export class AreasQuery extends ListQuery {
  @TextParameter('Of this kind, as the list of areas has it, for example district.', 60) level?: string;
}

@ApiTags('Areas')
@Controller('api/areas')
export class AreasController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Answers('The list of areas, and the places that statements name besides', AreasQuery, { pageOf: AreaSummary })
  async list(@InReading() reading: Reading<AreasQuery>) {
    const { level } = reading.query;
    const areas = await this.queries.execute(new GetAreas(reading.at));
    return pageOf(
      areas.filter((area) => level === undefined || area.level === level),
      reading,
    );
  }

  @Get(':id')
  @ApiParam({
    name: 'id',
    description: 'Its code, such as E08000003, or its name, in upper or lower case.',
    schema: { type: 'string', maxLength: 200 },
  })
  @Answers('Statuses, updates, milestones, figures and deliveries of an area', ViewQuery, { one: AreaAnswer })
  one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    return heldArea(this.queries, reading.at, { reference, list: '/api/areas' });
  }
}
