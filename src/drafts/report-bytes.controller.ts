import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiId } from '../http/view/answers.js';
import { Asks, WholeParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { AskedReports } from './asked-reports.js';

export class PublishedBytesQuery {
  @WholeParameter('Of this version; the newest unless told.', 1, 1_000) version?: number;
}

/** What was published, byte for byte: what the hash in the entry of a publication is of. */
@ApiTags('Reports')
@Controller('api/reports')
export class ReportBytesController {
  constructor(private readonly reports: AskedReports) {}

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
    const { sha256, content } = await this.reports.bytes(reference, query.version);
    response.setHeader('ETag', `"${sha256}"`).type('application/json');
    return content.toString('utf8');
  }
}
