import { isUtf8 } from 'node:buffer';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { ProblemError } from './problem.js';

/** A command is an entry of at most 64 KB; the rest is room for text of which the entry holds hashes. */
const BODY_LIMIT = '200kb';

/** Addresses that take files as they are. Their routes read them, once they know who sends them: see {@link readBody}. */
const FILES = /^\/api\/sources\/files\//;

/** Lets the application take JSON in UTF-8, uncompressed, of at most 200 KB, and nothing else but files. */
export function takeJson(app: NestExpressApplication): void {
  const options: Record<string, unknown> = {
    limit: BODY_LIMIT,
    strict: true,
    inflate: false, // a small body that unpacks to a large one is a way to tire a service
    type: (request: Request) => !FILES.test(request.path) && request.is('application/json'),
    verify: requireUtf8,
  };
  app.use(requireJson);
  app.useBodyParser('json', options);
  app.use(nameProblem);
}

/** A body of another kind is refused, not taken for none. */
function requireJson(request: Request, _response: Response, next: NextFunction): void {
  const carriesBody = request.headers['transfer-encoding'] !== undefined || Number(request.get('content-length')) > 0;
  const fine = !carriesBody || FILES.test(request.path) || request.is('application/json');
  next(fine ? undefined : new ProblemError(415, 'unsupported-media-type', 'Send the body as application/json'));
}

/**
 * The bytes of a body that is no JSON.
 *
 * @param most of them
 * @throws ProblemError 413 `body-too-large`, 415 `compressed-body`, 400 `request-aborted`
 */
export async function readBody(request: Request, most: number): Promise<Buffer> {
  if (request.headers['content-encoding'] !== undefined) throw new ProblemError(...PROBLEMS['encoding.unsupported']!);
  const tooLarge = new ProblemError(413, 'body-too-large', `The body is larger than ${most / 2 ** 20} MB`, {
    headers: { Connection: 'close' }, // the rest is not read
  });
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) break;
      chunks.push(chunk);
    }
  } catch {
    throw new ProblemError(...PROBLEMS['request.aborted']!);
  }
  if (size > most) throw tooLarge;
  return Buffer.concat(chunks);
}

/** The parser itself would put U+FFFD in the place of broken bytes, and an entry must say what was sent. */
function requireUtf8(_request: unknown, _response: unknown, body: Buffer): void {
  if (!isUtf8(body)) throw new Error('not UTF-8');
}

/** Says what the parser found in words of our own, before the framework reduces it to a status. */
function nameProblem(error: unknown, _request: Request, _response: Response, next: NextFunction): void {
  const type = String((error as { type?: unknown } | null)?.type);
  const found = Object.hasOwn(PROBLEMS, type) ? PROBLEMS[type] : undefined;
  next(found ? new ProblemError(...found) : error);
}

/** By the `type` that body-parser gives its errors. */
const PROBLEMS: Record<string, [status: number, code: string, message: string]> = {
  'entity.parse.failed': [400, 'malformed-json', 'The body must be a well-formed JSON object'],
  'entity.verify.failed': [400, 'malformed-text', 'The body is not well-formed UTF-8'],
  'entity.too.large': [413, 'body-too-large', 'The body is larger than 200 KB'],
  'encoding.unsupported': [415, 'compressed-body', 'Send the body uncompressed'],
  'charset.unsupported': [415, 'unsupported-charset', 'Send the body as UTF-8'],
  'request.aborted': [400, 'request-aborted', 'The body ended early'],
  'request.size.invalid': [400, 'wrong-length', 'The body is not as long as Content-Length says'],
};
