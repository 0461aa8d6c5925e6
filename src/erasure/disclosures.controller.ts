import { Controller, Get, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { GetExtent } from '../../projections/extent/extent.queries.js';
import { GetDisclosures } from '../../projections/seal/queries/entries.queries.js';
import { ProblemError } from '../http/problem.js';
import { parseTilePath, TILE_WIDTH } from '../integrity/tile-path.js';

/**
 * What opens the commitments of a bundle of entries, as far as it is still held. It stands beside the log and is no part
 * of it: it can be less tomorrow, so nobody may keep it without asking again.
 */
@ApiTags('Log')
@Controller('log/disclosures')
export class DisclosuresController {
  constructor(private readonly queries: QueryBus) {}

  @Get('*path')
  @ApiOperation({ summary: 'The values still held of the entry bundle with the same path, one a line' })
  @ApiParam({ name: 'path', description: 'As below /log/tile/entries/, such as x001/234 or 000.p/17.' })
  @ApiOkResponse({ content: { 'application/jsonl': { schema: { type: 'string' } } } })
  async bundle(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<string> {
    response.setHeader('Access-Control-Allow-Origin', '*'); // a page that verifies may come from anywhere
    const name = parseTilePath(request.path.replace('/log/disclosures/', 'tile/entries/')); // as sent, nothing decoded
    const first = (name?.index ?? 0) * TILE_WIDTH;
    const { published } = await this.queries.execute(new GetExtent());
    if (!name || first + name.width > published)
      throw new ProblemError(404, 'unknown-bundle', 'The log has no such bundle of entries');
    const lines = await this.queries.execute(new GetDisclosures(first, name.width));
    response.setHeader('Content-Type', 'application/jsonl; charset=utf-8');
    return lines;
  }
}
