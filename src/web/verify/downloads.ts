import { existsSync, readFileSync } from 'node:fs';
import { Controller, Get, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Response } from 'express';
import { ProblemError } from '../../http/problem.js';

/** Where `build/verifier.js` puts the verifier, seen from the built code and from the sources. */
const BUILT = ['../../../verify/', '../../../dist/verify/'].map((folder) => new URL(folder, import.meta.url));

/**
 * The verifier, to be kept and run elsewhere. Its page is given out as a file as well: opened here it would be this
 * service that vouches for itself.
 */
@Controller('verify')
export class VerifierDownloads {
  @Get('ledger-verify.mjs')
  @ApiExcludeEndpoint()
  program(@Res({ passthrough: true }) response: Response): StreamableFile {
    return download('ledger-verify.mjs', 'text/javascript; charset=utf-8', response);
  }

  @Get('ledger-verify.html')
  @ApiExcludeEndpoint()
  page(@Res({ passthrough: true }) response: Response): StreamableFile {
    return download('ledger-verify.html', 'text/html; charset=utf-8', response);
  }
}

function download(name: string, type: string, response: Response): StreamableFile {
  const file = BUILT.map((folder) => new URL(name, folder)).find((url) => existsSync(url));
  if (!file) throw new ProblemError(404, 'not-built', `${name} is not part of this installation`);
  response.setHeader('Cache-Control', 'no-cache'); // of the version that runs
  return new StreamableFile(readFileSync(file), { type, disposition: `attachment; filename="${name}"` });
}
