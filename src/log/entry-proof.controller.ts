import { Controller, Get, Param, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { GetEntryProof } from '../../projections/seal/queries/log.queries.js';
import { ProblemError } from '../http/problem.js';
import { formatProofFile } from '../integrity/proof-file.js';
import { isUuid } from '../ledger/ids.js';

/** Proofs of single entries, as files in the form of the C2SP tlog-proof specification. */
@ApiTags('Log')
@Controller('api/entries')
export class EntryProofController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id/proof')
  @ApiOperation({
    summary: 'The proof that an entry is in the log, to be kept beside it and checked without this service',
  })
  @ApiParam({ name: 'id', description: 'Event id of the entry.', schema: { type: 'string', format: 'uuid' } })
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  async proof(@Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<string> {
    const proof = isUuid(id) ? await this.queries.execute(new GetEntryProof(id)) : null;
    if (proof === null)
      throw new ProblemError(404, 'unknown-entry', 'The log holds no entry with this id', { field: 'id' });
    if (proof === 'unsigned')
      throw new ProblemError(404, 'not-signed-yet', 'No signed checkpoint covers this entry yet', { field: 'id' });
    response.set({
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-cache', // witnesses may still cosign the checkpoint
      'Access-Control-Allow-Origin': '*',
      'Content-Disposition': `attachment; filename="${id}.tlog-proof"`,
    });
    return formatProofFile(proof);
  }
}
