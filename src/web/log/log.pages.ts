import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetExtent } from '../../../projections/extent/extent.queries.js';
import { GetCheckpoints, GetCoveringCheckpoint } from '../../../projections/seal/queries/checkpoints.queries.js';
import { GetErasures } from '../../../projections/seal/queries/erasures.queries.js';
import { GROUNDS, KINDS_OF_FIELD } from '../../erasure/erasure.events.js';
import { fittingErasures } from '../../erasure/fitting-erasures.js';
import { ChoiceParameter, NoQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { dataOf } from '../data-links.js';
import { Page } from '../page.js';
import { numbered, PAGE_LENGTH } from '../parts/pagination.js';

class CheckpointsPageQuery extends NoQuery {
  @WholeParameter('Of fewer entries than this.', 0, Number.MAX_SAFE_INTEGER) after?: number;
}

class ErasuresPageQuery extends NoQuery {
  @ChoiceParameter('Only values of this kind.', Object.keys(KINDS_OF_FIELD)) kind?: string;
  @ChoiceParameter('Only what was erased on this ground.', Object.keys(GROUNDS)) ground?: string;
  @WholeParameter('Page of the list.', 1, 10_000) page?: number;
}

/** What is signed of the log, and what is gone from beside it. Both say the same in every view. */
@Controller()
export class LogPages {
  constructor(private readonly queries: QueryBus) {}

  @Get('checkpoints')
  @Page('log/checkpoints', CheckpointsPageQuery)
  async checkpoints(@InReading() reading: Reading<CheckpointsPageQuery>) {
    const { after } = reading.query;
    const { items, total } = await this.queries.execute(new GetCheckpoints({ below: after, limit: PAGE_LENGTH + 1 }));
    const checkpoints = items.slice(0, PAGE_LENGTH);
    const isFirst = after === undefined;
    const newest = isFirst && items[0] ? await this.queries.execute(new GetCoveringCheckpoint(items[0].size)) : null;
    return {
      ...{ checkpoints, total, isFirst, newest },
      ...(items.length > PAGE_LENGTH ? { older: { after: checkpoints.at(-1)!.size } } : {}),
      data: dataOf(reading, '/api/checkpoints', undefined, { limit: PAGE_LENGTH, after }),
    };
  }

  @Get('erasures')
  @Page('log/erasures', ErasuresPageQuery)
  async erasures(@InReading() reading: Reading<ErasuresPageQuery>) {
    const { kind, ground, page } = reading.query;
    const { published } = await this.queries.execute(new GetExtent());
    const all = await this.queries.execute(new GetErasures(published));
    return {
      list: numbered(fittingErasures(all, { kind, ground }), page),
      asked: { kind, ground },
      isNarrowed: kind !== undefined || ground !== undefined,
      ...{ kinds: Object.keys(KINDS_OF_FIELD), grounds: Object.keys(GROUNDS) },
      data: dataOf(reading, '/api/erasures', 'csv', { kind, ground }),
    };
  }
}
