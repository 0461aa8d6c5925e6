import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Elsewhere } from '../../http/elsewhere.js';
import { ProblemError } from '../../http/problem.js';
import { addressBy } from '../../http/view/addressing.js';
import { searchOf } from '../../http/view/read-query.js';
import { hasOneAddress, isPage, type PageAddress, readAddress } from './address.js';
import { PageAddressing } from './page-addressing.js';

const ASKED = Symbol('asked');

/** Takes the view out of a page's address, so that routes see the page alone. */
export function timeInPath(request: Request, _response: Response, next: NextFunction): void {
  next(lookAt(request));
}

/** Prepares a request for its page; gives what is to be answered instead, if anything. */
function lookAt(request: Request): Error | undefined {
  const [whole] = request.originalUrl.split('?') as [string];
  if (!isPage(whole)) return undefined;
  const search = searchOf(request.originalUrl);
  // Of two addresses for one page, one leads to the other.
  if (whole.length > 1 && whole.endsWith('/') && !whole.startsWith('//'))
    return new Elsewhere(308, whole.replace(/\/+$/, '') + search);
  const found = readAddress(whole);
  if ('typed' in found) return new ProblemError(404, 'malformed-date', 'This address names no view');
  Object.assign(request, { [ASKED]: found });
  if (found.time.asReportedOn !== undefined && hasOneAddress(found.path))
    return new Elsewhere(308, found.path + search);
  addressBy(request, new PageAddressing(found));
  request.url = found.path + search;
  return undefined;
}

/** The page that was asked for, and in which view; of a malformed address the page is not known. */
export function askedOf(request: Request): PageAddress {
  return (request as { [ASKED]?: PageAddress })[ASKED] ?? { time: {}, path: '/' };
}

/** The same in a route: `@Asked() asked: PageAddress`. */
export const Asked = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  askedOf(context.switchToHttp().getRequest()),
);
