import { isUtf8 } from 'node:buffer';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { repeatedKey } from '../integrity/repeated-key.js';
import { ProblemError } from './problem.js';

/** A command is an entry of at most 64 KB; the rest is room for text of which the entry holds hashes. */
const BODY_LIMIT = 200 * 2 ** 10;

/** A draft is a list of commands, and each may be as large. */
const DRAFT_LIMIT = 2 ** 20;
const DRAFTS = /^\/api\/drafts\//;

/** Addresses that take files as they are. Their routes read them, once they know who sends them: see {@link readBody}. */
const FILES = /^\/(api\/sources\/files\/|verify$)/;

/** Lets the application take JSON in UTF-8, uncompressed, of at most 200 KB or 1 MB for drafts, and nothing else but files. */
export function takeJson(app: NestExpressApplication): void {
  const options = (limit: number, taken: (path: string) => boolean): Record<string, unknown> => ({
    limit,
    strict: true,
    inflate: false, // a small body that unpacks to a large one is a way to tire a service
    type: (request: Request) => taken(request.path) && request.is('application/json'),
    verify: requireOneReading,
  });
  app.use(requireJson);
  app.useBodyParser(
    'json',
    options(DRAFT_LIMIT, (path) => DRAFTS.test(path)),
  );
  app.useBodyParser(
    'json',
    options(BODY_LIMIT, (path) => !DRAFTS.test(path) && !FILES.test(path)),
  );
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
  const tooLarge = new ProblemError(413, 'body-too-large', largerThan(most), {
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

/**
 * An entry must say what was sent: the parser itself would put U+FFFD in the place of broken bytes, and take the last of
 * several members of one name.
 */
function requireOneReading(_request: unknown, _response: unknown, body: Buffer): void {
  if (!isUtf8(body)) throw new Error('not UTF-8');
  const key = repeatedKey(body.toString('utf8'));
  if (key !== undefined) throw Object.assign(new Error('a key stands twice'), { type: REPEATED_KEY, key });
}

const REPEATED_KEY = 'entity.repeated-key';

/** Says what the parser found in words of our own, before the framework reduces it to a status. */
function nameProblem(error: unknown, _request: Request, _response: Response, next: NextFunction): void {
  const { type, limit, key } = (error ?? {}) as { type?: string; limit?: number; key?: string };
  if (type === REPEATED_KEY) {
    next(keyTwice(key!.slice(0, MOST_KEY)));
    return;
  }
  if (type === 'entity.too.large') {
    next(new ProblemError(413, 'body-too-large', largerThan(limit!)));
    return;
  }
  const found = type !== undefined && Object.hasOwn(PROBLEMS, type) ? PROBLEMS[type] : undefined;
  next(found ? new ProblemError(...found) : error);
}

function largerThan(bytes: number): string {
  const megabytes = bytes / 2 ** 20;
  return `The body is larger than ${megabytes < 1 ? `${bytes / 2 ** 10} KB` : `${megabytes} MB`}`;
}

/** Characters of a key that are said back. */
const MOST_KEY = 200;

function keyTwice(key: string): ProblemError {
  return new ProblemError(400, 'repeated-key', `${key} stands twice in one object. Say it once`, { field: key });
}

/** By the `type` that body-parser gives its errors. */
const PROBLEMS: Record<string, [status: number, code: string, message: string]> = {
  'entity.parse.failed': [400, 'malformed-json', 'The body must be a well-formed JSON object'],
  'entity.verify.failed': [400, 'malformed-text', 'The body is not well-formed UTF-8'],
  'encoding.unsupported': [415, 'compressed-body', 'Send the body uncompressed'],
  'charset.unsupported': [415, 'unsupported-charset', 'Send the body as UTF-8'],
  'request.aborted': [400, 'request-aborted', 'The body ended early'],
  'request.size.invalid': [400, 'wrong-length', 'The body is not as long as Content-Length says'],
};
