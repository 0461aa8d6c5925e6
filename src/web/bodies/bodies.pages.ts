import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetBodies, GetBody } from '../../../projections/state/queries/body/body.queries.js';
import { LETTERS } from '../../bodies/alphabet.js';
import { BODY_KINDS } from '../../bodies/body.events.js';
import { fittingBodies } from '../../bodies/fitting-bodies.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, ViewQuery, WholeParameter, WordsParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf, feedBeside } from '../data-links.js';
import { atItsAddress } from '../one-address.js';
import { Page } from '../page.js';
import { numbered } from '../parts/pagination.js';
import type { PageAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';
import { Asked } from '../time/time-in-path.js';
import { bodyPage } from './body.view.js';
import { bodyListPage, pathOfBody } from './body-list.view.js';

/** What narrows the list, as page or as feed. */
export class BodiesFilter extends ViewQuery {
  @ChoiceParameter('Listed under this letter.', LETTERS) letter?: string;
  @ChoiceParameter('Of this kind.', BODY_KINDS) kind?: string;
  @WordsParameter('All of these stand in the name or in one other name.') words?: string[];
}

class BodiesQuery extends BodiesFilter {
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

class MentionsQuery extends ViewQuery {
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

@Controller('bodies')
export class BodiesPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Page('bodies/list', BodiesQuery)
  async list(@InReading() reading: Reading<BodiesQuery>) {
    const { letter, kind, words, page } = reading.query;
    const all = await this.queries.execute(new GetBodies(reading.at));
    const found = fittingBodies(all, { kind, letter, words });
    return {
      ...bodyListPage(all, found, { letter, kind, words, page }),
      data: dataOf(reading, '/api/bodies', 'csv', { letter, kind, words }),
      feed: feedBeside('/bodies', BodiesFilter, reading.query),
    };
  }

  @Get(':id')
  @Page('bodies/body')
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>, @Asked() asked: PageAddress) {
    const body = await this.body(reference, reading);
    const path = pathOfBody(body);
    atItsAddress(asked, path);
    const data = dataOf(reading, `/api/bodies/${body.externalIds[0] ?? body.id}`);
    return { ...bodyPage(body), data, feed: feedBeside(path) };
  }

  @Get(':id/mentions')
  @Page('bodies/mentions', MentionsQuery)
  async mentions(
    @Param('id') reference: string,
    @InReading() reading: Reading<MentionsQuery>,
    @Asked() asked: PageAddress,
  ) {
    const body = await this.body(reference, reading);
    const path = pathOfBody(body);
    atItsAddress(asked, `${path}/mentions`, searchWith(reading.query));
    const data = dataOf(reading, `/api/bodies/${body.externalIds[0] ?? body.id}`);
    return { name: body.name, path, list: numbered(body.namedIn, reading.query.page), data };
  }

  private async body(reference: string, { at }: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    return this.objects.held(await this.queries.execute(new GetBody(at, id)), 'body', id, at);
  }
}
