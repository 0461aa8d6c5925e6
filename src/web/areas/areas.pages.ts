import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetAreas } from '../../../projections/state/queries/area/area.queries.js';
import { heldArea } from '../../areas/held-area.js';
import { ViewQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf } from '../data-links.js';
import { atItsAddress } from '../one-address.js';
import { Page } from '../page.js';
import type { PageAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';
import { Asked } from '../time/time-in-path.js';
import { areaPage, areasPage } from './area.view.js';

class AreaQuery extends ViewQuery {
  @WholeParameter('Page of the figures.', 1, 10_000) page?: number;
}

@Controller('areas')
export class AreasPages {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Page('areas/areas')
  async list(@InReading() reading: Reading<ViewQuery>) {
    const areas = await this.queries.execute(new GetAreas(reading.at));
    return { ...areasPage(areas), data: dataOf(reading, '/api/areas', 'csv') };
  }

  @Get(':area')
  @Page('areas/area', AreaQuery)
  async one(@Param('area') reference: string, @InReading() reading: Reading<AreaQuery>, @Asked() asked: PageAddress) {
    const { at, query } = reading;
    const [area, all] = await Promise.all([
      heldArea(this.queries, at, { reference, list: '/areas' }),
      this.queries.execute(new GetAreas(at)),
    ]);
    const page = areaPage(area, all, query.page);
    atItsAddress(asked, page.path, searchWith(query));
    return { ...page, data: dataOf(reading, `/api${page.path}`) };
  }
}
