import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { SourceAnswer } from '../../projections/state/queries/source/source.answers.js';
import { GetSource, GetSourcePassages, GetSources } from '../../projections/state/queries/source/source.queries.js';
import { SourcePage, SourcePassage } from '../../projections/state/queries/source/source-detail.answers.js';
import { Answers, ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { pageOf } from '../http/view/page.js';
import { ListQuery, ViewQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { keptOf } from './kept-of.js';
import { SourceFiles } from './source-files.js';

@ApiTags('Sources')
@Controller('api/sources')
export class SourcesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
    private readonly files: SourceFiles,
  ) {}

  @Get()
  @Answers('The documents that statements are taken from, with what they lack', ListQuery, { pageOf: SourceAnswer })
  async list(@InReading() reading: Reading<ListQuery>) {
    return pageOf(await this.queries.execute(new GetSources(reading.at)), reading);
  }

  @Get(':id')
  @ApiId('document')
  @Answers('A document with its copies, what it lacks, and what took its place', ViewQuery, { one: SourcePage })
  async one(@Param('id') reference: string, @InReading() reading: Reading<ViewQuery>) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetSource(reading.at, id));
    const source = await this.objects.held(answer, 'source', id, reading.at);
    return { ...source, ...(await keptOf(this.files, source.sha256)) };
  }

  @Get(':id/passages')
  @ApiId('document')
  @Answers('What the ledger has taken from a document, in the order of its lines', ListQuery, { pageOf: SourcePassage })
  async passages(@Param('id') reference: string, @InReading() reading: Reading<ListQuery>) {
    const id = await this.objects.id(reference);
    const answer = await this.queries.execute(new GetSourcePassages(reading.at, id));
    return pageOf(await this.objects.held(answer, 'source', id, reading.at), reading);
  }
}
