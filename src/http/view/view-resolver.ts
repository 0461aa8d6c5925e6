import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Extent, FindEntryIndex, GetExtent, GetSealing } from '../../../projections/extent/extent.queries.js';
import { Clock } from '../../ledger/clock.js';
import { dayIn } from '../../ledger/dates.js';
import { isUuid } from '../../ledger/ids.js';
import { LedgerIdentityReader } from '../../ledger/ledger-identity.js';
import { ProblemError } from '../problem.js';
import { SizeQuery, ViewQuery } from './parameters.js';
import type { ViewDto } from './view.dto.js';

/** How long a request waits for the read models, and how often it looks, in milliseconds. */
const PATIENCE = 5_000;
const INTERVAL = 50;

/** Requests that may wait at once. Each asks the database again and again, so a crowd of them is sent away instead. */
const MOST_WAITING = 50;

/** A ledger that is not open yet has no time zone of its own. */
const UNOPENED_TIME_ZONE = 'UTC';

/** Finds the view that a request asks for, and waits where the read models are a little behind it. */
@Injectable()
export class ViewResolver {
  private waiting = 0;

  constructor(
    private readonly queries: QueryBus,
    private readonly identity: LedgerIdentityReader,
    private readonly clock: Clock,
  ) {}

  /**
   * The view of a query; `undefined` where the route belongs to none.
   *
   * @param restsOn names of the read models behind the route
   * @throws ProblemError 400 `future-date` or `repeated-parameter`, 404 `size-not-reached`, 503 `not-yet-known`
   */
  async resolve(query: object, restsOn?: readonly string[]): Promise<ViewDto | undefined> {
    if (!(query instanceof SizeQuery)) return undefined;
    const timeZone = (await this.identity.current())?.timeZone ?? UNOPENED_TIME_ZONE;
    const day = query instanceof ViewQuery ? this.day(query, dayIn(timeZone, this.clock.now())) : undefined;
    const atSize = await this.size(query, query instanceof ViewQuery, restsOn);
    return {
      ...(day === undefined ? {} : { asReportedOn: day.asReportedOn }),
      atSize,
      defaulted: [
        ...(day?.defaulted ? (['asReportedOn'] as const) : []),
        ...(query.atSize === undefined ? (['atSize'] as const) : []),
      ],
      timeZone,
      ...(await this.queries.execute(new GetSealing(atSize))),
    };
  }

  /**
   * Waits until an entry that the caller has written can be read.
   *
   * @throws ProblemError 400 `malformed-header`, 503 `not-yet-known` after five seconds
   */
  async waitFor(eventId: string, restsOn?: readonly string[]): Promise<void> {
    if (!isUuid(eventId))
      throw new ProblemError(400, 'malformed-header', 'Ledger-After must be the id of an entry', {
        field: 'Ledger-After',
      });
    await this.until(async () => {
      const index = await this.queries.execute(new FindEntryIndex(eventId));
      return index !== null && (await this.extent(restsOn)).state > index;
    });
  }

  private day(query: ViewQuery, today: string): { asReportedOn: string; defaulted: boolean } {
    if (query.asReportedOn !== undefined && query.asOf !== undefined)
      throw new ProblemError(400, 'repeated-parameter', 'asOf is another name for asReportedOn: give one of the two', {
        field: 'asOf',
      });
    const asked = query.asReportedOn ?? query.asOf;
    if (asked !== undefined && asked > today) {
      const field = query.asReportedOn === undefined ? 'asOf' : 'asReportedOn';
      throw new ProblemError(400, 'future-date', `${field} must be today (${today}) or in the past`, { field });
    }
    return { asReportedOn: asked ?? today, defaulted: asked === undefined };
  }

  /** A size asked for must be published and is waited for; one left open is the largest that all can answer from. */
  private async size(query: SizeQuery, fromState: boolean, restsOn?: readonly string[]): Promise<number> {
    const { published, state } = await this.extent(restsOn);
    const asked = query.atSize;
    if (asked === undefined) return fromState ? Math.min(published, state) : published;
    if (asked > published)
      throw new ProblemError(404, 'size-not-reached', `The ledger has ${published} entries`, {
        field: 'atSize',
        extensions: { publishedSize: published },
      });
    if (fromState && asked > state) await this.until(async () => (await this.extent(restsOn)).state >= asked);
    return asked;
  }

  private extent(restsOn?: readonly string[]): Promise<Extent> {
    return this.queries.execute(new GetExtent(restsOn));
  }

  private async until(reached: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + PATIENCE;
    if (await reached()) return;
    if (this.waiting >= MOST_WAITING) throw behind();
    this.waiting++;
    try {
      do {
        if (performance.now() >= deadline) throw behind();
        await sleep(INTERVAL);
      } while (!(await reached()));
    } finally {
      this.waiting--;
    }
  }
}

function behind(): ProblemError {
  return new ProblemError(503, 'not-yet-known', 'The read models are behind. Try again shortly', {
    headers: { 'Retry-After': '1' },
  });
}
