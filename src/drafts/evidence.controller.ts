import { Readable } from 'node:stream';
import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiId } from '../http/view/answers.js';
import { Asks, ChoiceParameter, WholeParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import type { Grade } from '../verifier/verdict.js';
import { AskedReports } from './asked-reports.js';

import { evidenceOf } from './report-evidence.js';

export class EvidenceQuery {
  @ChoiceParameter(
    'cited: the entries that answer for what the report shows, each with its proof. complete: all entries of the log ' +
      'besides, so that it can be seen that nothing was left out. cited unless told.',
    ['cited', 'complete'],
  )
  grade?: Grade;
  @WholeParameter('Of this version; the newest unless told.', 1, 1_000) version?: number;
  @WholeParameter(
    'Entries under the published checkpoint that it is to rest on, for whoever has kept that checkpoint; unless told, ' +
      'the smallest that covers the version, or the newest where only that is cosigned as the policy asks for.',
    0,
    2 ** 53 - 1,
  )
  size?: number;
}

/** What published reports rest on, to be checked elsewhere. */
@ApiTags('Reports')
@Controller('api/reports')
export class EvidenceController {
  constructor(
    private readonly reports: AskedReports,
    private readonly queries: QueryBus,
  ) {}

  @Get(':id/evidence')
  @ApiId('report')
  @Asks(EvidenceQuery)
  @ApiOperation({
    summary: 'What a version of a report rests on, as a file that ledger-verify checks without this service',
  })
  @ApiOkResponse({
    content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } },
  })
  async evidence(
    @Param('id') reference: string,
    @InReading() { query }: Reading<EvidenceQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { grade = 'cited', version, size } = query;
    const { id, shown } = await this.reports.shown(reference, version);
    const evidence = await evidenceOf({ reportId: id, shown, grade, size }, this.queries);
    response.set({
      'Cache-Control': 'no-cache', // witnesses may still cosign the checkpoint
      'Access-Control-Allow-Origin': '*',
    });
    return new StreamableFile(Readable.from(evidence.text, { objectMode: false, highWaterMark: 65_536 }), {
      type: 'application/json; charset=utf-8',
      disposition: `attachment; filename="report-${id}-version-${shown.version}-${grade}.evidence.json"`,
    });
  }
}
