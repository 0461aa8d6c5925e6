import type { NextFunction, Request, Response } from 'express';
import { Elsewhere } from '../../http/elsewhere.js';
import { ProblemError } from '../../http/problem.js';
import { searchOf } from '../../http/view/read-query.js';
import { hasOneAddress, type MalformedTime, readShown, type ShownAddress, writeAddress } from './address.js';
import type { ShownDays } from './shown-days.js';

/** Leads from what the ledger showed on a day to the address where that is pinned. */
export function shownInPath(days: ShownDays) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const found = readShown(request.originalUrl.split('?')[0]!);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (found && isRead) leadOn(found, days, searchOf(request.originalUrl)).then(next, next);
    else next();
  };
}

/**
 * The day may be going on, so that the same address leads elsewhere later.
 *
 * @throws ProblemError 400 `future-date`, 404 `malformed-date`, `not-shown`
 */
async function leadOn(found: ShownAddress | MalformedTime, days: ShownDays, search: string): Promise<Elsewhere> {
  if ('typed' in found) throw new ProblemError(404, 'malformed-date', 'This address names no view');
  const { shownOn, path } = found;
  if (hasOneAddress(path)) return new Elsewhere(308, path + search);
  const today = await days.today();
  if (shownOn > today) throw new ProblemError(400, 'future-date', `The date must be today (${today}) or in the past`);
  const atSize = await days.size(shownOn);
  if (atSize === null) {
    const shownSince = await days.since();
    throw new ProblemError(404, 'not-shown', 'This ledger showed nothing on that day', { extensions: { shownSince } });
  }
  return new Elsewhere(303, writeAddress({ time: { asReportedOn: shownOn, atSize }, path }) + search);
}
