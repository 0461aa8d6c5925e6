import { Controller, Get, Param, Put, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentActor } from '../access/access.guard.js';
import { Closed } from '../access/closed.js';
import type { Actor } from '../access/roles.js';
import { readBody } from '../http/body.js';
import { ProblemError } from '../http/problem.js';
import { RemovedFileError } from './removed-file.js';
import { isMediaType, OtherFileError, SourceFiles, TEXT_LIMIT, textIn } from './source-files.js';

const Hash = ApiParam({
  name: 'sha256',
  description: 'SHA-256 of the file, in lower-case hexadecimal digits.',
  schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
});

/**
 * The files of source documents. Papers print names, so they are kept for those who check what was taken from them; the
 * public address of a document, and the passages quoted, are for everyone.
 */
@ApiTags('Sources')
@Controller('api/sources/files')
export class SourceFilesController {
  constructor(private readonly files: SourceFiles) {}

  @Put(':sha256')
  @Hash
  @ApiOperation({ summary: 'Keep the file of a source document, as it is, under its hash' })
  @ApiConsumes('application/octet-stream', 'application/pdf', 'text/plain')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ description: 'It is kept; 201 where it was not before.' })
  @Closed('policy-officer', 'administrator')
  async put(
    @Param('sha256') name: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @CurrentActor() actor: Actor,
  ) {
    const sha256 = hashIn(name);
    const mediaType = mediaTypeOf(request);
    const bytes = await readBody(request, this.files.limit);
    try {
      const isNew = await this.files.put(sha256, { mediaType, bytes }, actor.subject);
      response.status(isNew ? 201 : 200);
      return { sha256, size: bytes.length };
    } catch (error) {
      if (error instanceof RemovedFileError) throw removed(error);
      if (!(error instanceof OtherFileError)) throw error;
      throw new ProblemError(422, 'other-file', error.message, { field: 'sha256' });
    }
  }

  @Put(':sha256/text')
  @Hash
  @ApiOperation({ summary: 'Keep the words of a file that is no text itself; quotes are checked against them' })
  @ApiConsumes('text/plain')
  @ApiBody({ schema: { type: 'string' } })
  @ApiOkResponse({ description: 'It is kept, in the place of an earlier text.' })
  @Closed('policy-officer', 'administrator')
  async putText(@Param('sha256') name: string, @Req() request: Request) {
    const sha256 = hashIn(name);
    if (!request.is('text/plain'))
      throw new ProblemError(415, 'unsupported-media-type', 'Send the text as text/plain in UTF-8');
    const text = textIn(await readBody(request, TEXT_LIMIT));
    if (text === null) throw new ProblemError(400, 'malformed-text', 'The body is not well-formed UTF-8');
    if (!(await this.files.putText(sha256, text))) throw await this.notKept(sha256);
    return { sha256 };
  }

  @Get(':sha256')
  @Hash
  @ApiOperation({ summary: 'The file of a source document, for those who check what was taken from it' })
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  @Closed('policy-officer', 'approver', 'auditor')
  async get(@Param('sha256') name: string, @Res({ passthrough: true }) response: Response): Promise<StreamableFile> {
    const sha256 = hashIn(name);
    const file = await this.files.get(sha256);
    if (!file) throw await this.notKept(sha256);
    // Whatever it says that it is, it is nothing to be run or shown inside a page of this service.
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    const { mediaType: type, bytes } = file;
    return new StreamableFile(bytes, { type, disposition: `attachment; filename="${sha256}"`, length: bytes.length });
  }

  private async notKept(sha256: string): Promise<ProblemError> {
    const before = (await this.files.removed([sha256])).get(sha256);
    if (before) return removed(new RemovedFileError(before));
    return new ProblemError(404, 'unknown-file', 'No file is kept under this hash. Send the file first', {
      field: 'sha256',
    });
  }
}

function hashIn(name: string): string {
  if (/^[0-9a-f]{64}$/.test(name)) return name;
  throw new ProblemError(400, 'malformed-id', 'A file is named by its SHA-256: 64 lower-case hexadecimal digits', {
    field: 'sha256',
  });
}

/** As sent, if it is one: it comes back as a header. */
function mediaTypeOf(request: Request): string {
  const type = request.get('Content-Type') ?? '';
  if (isMediaType(type)) return type.toLowerCase();
  throw new ProblemError(415, 'unsupported-media-type', 'Say what kind of file it is: Content-Type: application/pdf');
}

function removed({ message }: RemovedFileError): ProblemError {
  return new ProblemError(410, 'file-removed', message, { field: 'sha256' });
}
