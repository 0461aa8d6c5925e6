import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Controller, Get, Req, Res, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { GetLogPolicy } from '../../projections/seal/queries/checkpoints.queries.js';
import { GetCheckpoint, GetLogKeys, GetTile } from '../../projections/seal/queries/log.queries.js';
import { ProblemError } from '../http/problem.js';
import { parseTilePath } from '../integrity/tile-path.js';

const PREFIX = '/log/';
const TEXT = 'text/plain; charset=utf-8';
const BYTES = { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } as const;
const LINES = { content: { 'text/plain': { schema: { type: 'string' } } } } as const;

const compress = promisify(gzip);

/**
 * The log as others check it: tiles, entry bundles and signed checkpoints under the paths of the C2SP tlog-tiles
 * specification. Each thing has one address, written in one way, and answers to it never change but for the checkpoint.
 */
@ApiTags('Log')
@Controller('log')
export class LogController {
  constructor(private readonly queries: QueryBus) {}

  @Get('checkpoint')
  @ApiOperation({ summary: 'The newest checkpoint of the log: its size and root, signed' })
  @ApiOkResponse(LINES)
  async checkpoint(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<string> {
    pathOf(request, response, 'checkpoint');
    const note = await this.queries.execute(new GetCheckpoint());
    if (note === null) throw absent('The log has not been signed yet');
    response.set({ 'Content-Type': TEXT, 'Cache-Control': 'no-cache' });
    return note;
  }

  @Get('vkey')
  @ApiOperation({ summary: 'The public key that signs the log; while keys change, the new one and the old one' })
  @ApiOkResponse(LINES)
  async vkey(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<string> {
    pathOf(request, response, 'vkey');
    const vkeys = await this.queries.execute(new GetLogKeys());
    if (vkeys.length === 0) throw absent('The log has not been signed yet');
    response.set({ 'Content-Type': TEXT, 'Cache-Control': 'no-cache' });
    return vkeys.map((vkey) => `${vkey}\n`).join('');
  }

  @Get('policy')
  @ApiOperation({
    summary: 'Whose signatures a checkpoint must have: the log’s keys, its witnesses and how many of them',
  })
  @ApiOkResponse(LINES)
  async policy(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<string> {
    pathOf(request, response, 'policy');
    const policy = await this.queries.execute(new GetLogPolicy());
    if (policy === null) throw absent('The log has not been signed yet');
    response.set({ 'Content-Type': TEXT, 'Cache-Control': 'no-cache' });
    return policy;
  }

  @Get('tile/*path')
  @ApiOperation({ summary: 'A tile of hashes of the log’s tree, or a bundle of its entries' })
  @ApiParam({ name: 'path', description: 'Such as 0/x001/234, 1/000.p/17 or entries/273.p/112.' })
  @ApiOkResponse(BYTES)
  async tile(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<StreamableFile> {
    const tile = parseTilePath(pathOf(request, response));
    const bytes = tile && (await this.queries.execute(new GetTile(tile)));
    if (!bytes) throw absent('The log has no such tile');
    response.set({
      'Content-Type': 'application/octet-stream',
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
    return asFile(tile.level === 'entries' ? await compressed(bytes, request, response) : bytes);
  }
}

/**
 * What stands behind the log's address, as sent: nothing is decoded, and no other way of writing it is taken.
 *
 * @param only path that may stand there
 * @throws ProblemError 404
 */
function pathOf(request: Request, response: Response, only?: string): string {
  response.setHeader('Access-Control-Allow-Origin', '*'); // a page that checks the log may come from anywhere
  const [address = ''] = request.originalUrl.split('?');
  const path = address.startsWith(PREFIX) ? address.slice(PREFIX.length) : '';
  if (only !== undefined && path !== only) throw absent('The log has nothing at this address');
  return path;
}

/** Entries are text that says much the same again and again; hashes cannot be made smaller. */
async function compressed(bytes: Uint8Array, request: Request, response: Response): Promise<Uint8Array> {
  response.vary('Accept-Encoding');
  if (request.acceptsEncodings('gzip') !== 'gzip') return bytes;
  response.setHeader('Content-Encoding', 'gzip');
  return compress(bytes);
}

function asFile(bytes: Uint8Array): StreamableFile {
  return new StreamableFile(bytes, { type: 'application/octet-stream', length: bytes.length });
}

function absent(detail: string): ProblemError {
  return new ProblemError(404, 'not-in-log', detail);
}
