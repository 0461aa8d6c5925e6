import { Controller, Get, Param, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { GetExtent } from '../../projections/extent/extent.queries.js';
import { GetReport } from '../../projections/state/queries/report/report.queries.js';
import { LAST_DAY } from '../../projections/state/statement.js';
import { ProblemError } from '../http/problem.js';
import { ApiId } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { Asks, WholeParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { noSuchVersion } from '../reports/reports.controller.js';
import { PublishedContents } from './published-contents.js';

export class PublishedBytesQuery {
  @WholeParameter('Of this version; the newest unless told.', 1, 1_000) version?: number;
}

/** What was published, byte for byte: what the hash in the entry of a publication is of. */
@ApiTags('Reports')
@Controller('api/reports')
export class ReportBytesController {
  constructor(
    private readonly contents: PublishedContents,
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get(':id/content.json')
  @ApiId('report')
  @Asks(PublishedBytesQuery)
  @ApiOperation({
    summary: 'The bytes that were published with a version of a report; they hold no words and no names',
  })
  @ApiOkResponse({
    content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } },
    headers: { ETag: { description: 'SHA-256 of the bytes, as the ledger has it.', schema: { type: 'string' } } },
  })
  async bytes(
    @Param('id') reference: string,
    @InReading() { query }: Reading<PublishedBytesQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const id = await this.objects.id(reference);
    const { state } = await this.queries.execute(new GetExtent(['state']));
    const everything = { asReportedOn: LAST_DAY, atSize: state };
    const found = await this.contents.of(id, everything, query.version);
    if (!found) {
      await this.objects.held(await this.queries.execute(new GetReport(everything, id)), 'report', id, everything);
      throw noSuchVersion();
    }
    if (!('content' in found)) throw nothingFrozen(found.because, found.source);
    response.setHeader('ETag', `"${found.sha256}"`).type('application/json');
    return found.content.toString('utf8');
  }
}

function nothingFrozen(because: 'paper' | 'lost', source: string | undefined): ProblemError {
  const paper = source ? { paper: `/api/sources/${source}` } : {};
  return because === 'paper'
    ? new ProblemError(404, 'published-as-paper', 'What was published is the paper that this report was read from', {
        extensions: paper,
      })
    : new ProblemError(404, 'content-not-kept', 'These bytes are not kept here, and today others would be made');
}
