import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetUpdate } from '../../../projections/state/queries/update/update.queries.js';
import { Objects } from '../../http/view/objects.js';
import type { ViewQuery } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf } from '../data-links.js';
import { atItsAddress } from '../one-address.js';
import { Page } from '../page.js';
import type { PageAddress } from '../time/address.js';
import { Asked } from '../time/time-in-path.js';
import { updatePage } from './update.view.js';

@Controller('updates')
export class UpdatesPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get(':id')
  @Page('updates/update')
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const { at } = reading;
    const id = await this.objects.id(reference);
    const answer = await this.objects.held(await this.queries.execute(new GetUpdate(at, id)), 'update', id, at);
    const page = updatePage(answer);
    atItsAddress(asked, page.path);
    return { ...page, data: dataOf(reading, `/api/updates/${id}`) };
  }
}
