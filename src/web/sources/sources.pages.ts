import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetSource, GetSourcePassages, GetSources } from '../../../projections/state/queries/source/source.queries.js';
import { ProblemError } from '../../http/problem.js';
import { Objects } from '../../http/view/objects.js';
import { ViewQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { keptOf } from '../../sources/kept-of.js';
import { SourceFiles } from '../../sources/source-files.js';
import { dataOf } from '../data-links.js';
import { atItsAddress } from '../one-address.js';
import { Page } from '../page.js';
import type { PageAddress } from '../time/address.js';
import { searchWith } from '../time/page-addressing.js';
import { Asked } from '../time/time-in-path.js';
import { pageOfLine } from './passage-link.js';
import { pathOfSource, sourceLine, sourcePage } from './source.view.js';

class LinesQuery extends ViewQuery {
  @WholeParameter('First line shown: 51, 101 and so on.', 51, 999_951) from?: number;
}

/** The papers behind everything, as they are known now: what a paper says is the same in every view. */
@Controller('sources')
export class SourcesPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
    private readonly files: SourceFiles,
  ) {}

  @Get()
  @Page('sources/sources')
  async list(@InReading() reading: Reading<ViewQuery>) {
    const sources = await this.queries.execute(new GetSources(reading.at));
    return { sources: sources.map(sourceLine), data: dataOf(reading, '/api/sources', 'csv') };
  }

  @Get(':id')
  @Page('sources/source', LinesQuery)
  async one(@Param('id') reference: string, @InReading() reading: Reading<LinesQuery>, @Asked() asked: PageAddress) {
    const { at } = reading;
    const { from = 1 } = reading.query;
    if (from !== pageOfLine(from))
      throw new ProblemError(400, 'malformed-parameter', 'Lines come in fifties: give 51, 101 and so on', {
        field: 'from',
      });
    const id = await this.objects.id(reference);
    const [answer, passages] = await Promise.all([
      this.queries.execute(new GetSource(at, id)),
      this.queries.execute(new GetSourcePassages(at, id)),
    ]);
    const source = await this.objects.held(answer, 'source', id, at);
    atItsAddress(asked, pathOfSource(source), searchWith(reading.query));
    return {
      ...sourcePage(source, passages!, from),
      file: await keptOf(this.files, source.sha256),
      data: dataOf(reading, `/api/sources/${source.externalIds[0] ?? id}`),
      passagesData: dataOf(reading, `/api/sources/${source.externalIds[0] ?? id}/passages`, 'csv'),
    };
  }
}
