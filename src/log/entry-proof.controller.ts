import { Controller, Get, Param, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { FindEntryIndex } from '../../projections/extent/extent.queries.js';
import { EntryWitnessed, GetCoveringCheckpoint } from '../../projections/seal/queries/checkpoints.queries.js';
import { GetEntryProof } from '../../projections/seal/queries/log.queries.js';
import { Member } from '../../projections/state/queries/member.js';
import { ProblemError } from '../http/problem.js';
import { Answers } from '../http/view/answers.js';
import { NoQuery } from '../http/view/parameters.js';
import { formatProofFile } from '../integrity/proof-file.js';
import { isUuid } from '../ledger/ids.js';

/** Since when an entry cannot be younger. */
export class EntryWitnesses {
  @Member('whole', 'Place of the entry in the ledger, counted from 0.') index!: number;
  @Member('whole', 'Entries under the first published checkpoint over it; left out before that.', { optional: true })
  checkpoint?: number;
  @Member([() => EntryWitnessed], 'Who vouches for it from outside, since when: each once, the earliest first.')
  witnesses!: EntryWitnessed[];
}

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
    if (proof === null) throw unknownEntry();
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

  /** Told apart from the entry, which is the same for ever: witnesses may still sign what covers it. */
  @Get(':id/witnesses')
  @ApiParam({ name: 'id', description: 'Event id of the entry.', schema: { type: 'string', format: 'uuid' } })
  @Answers('From when on outsiders vouch for an entry: it existed by the earliest of these times', NoQuery, {
    one: EntryWitnesses,
  })
  async witnesses(@Param('id') id: string): Promise<EntryWitnesses> {
    const index = isUuid(id) ? await this.queries.execute(new FindEntryIndex(id)) : null;
    if (index === null) throw unknownEntry();
    const covering = await this.queries.execute(new GetCoveringCheckpoint(index + 1));
    return { index, ...(covering ? { checkpoint: covering.size } : {}), witnesses: covering?.witnessed ?? [] };
  }
}

function unknownEntry(): ProblemError {
  return new ProblemError(404, 'unknown-entry', 'The log holds no entry with this id', { field: 'id' });
}
