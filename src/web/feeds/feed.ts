import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { lastValueFrom, type Observable, of } from 'rxjs';
import type { TrailFilter } from '../../../projections/audit-trail/audit-trail.reader.js';
import { GetTrail } from '../../../projections/audit-trail/queries/trail/trail.queries.js';
import { Asks, type QueryClass, ViewQuery } from '../../http/view/parameters.js';
import { readingOf } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { LedgerIdentityReader } from '../../ledger/ledger-identity.js';
import { fillIn } from '../render/templates.js';
import { wordsIn } from '../render/words.js';
import { Site } from '../site.js';
import type { StringKey } from '../strings/keys.js';
import { askedOf } from '../time/time-in-path.js';
import { feedOf } from './feed.view.js';

/** Entries of a feed at most, the newest. */
const LONGEST = 50;

/** An XML document neither loads nor runs anything. */
const POLICY = "default-src 'none'; frame-ancestors 'none'";

/** What a route returns: entries of which its feed has the newest that its view holds. */
export interface FeedAbout {
  /** A text of the catalogue, or the name of what it is about. */
  title: { key: StringKey } | { name: string };
  filter: TrailFilter;
}

/** Declares a feed (RFC 4287) beside a page, whose view and filter it takes. */
export function AtomFeed(asks: QueryClass = ViewQuery): MethodDecorator {
  return applyDecorators(Asks(asks), UseInterceptors(FeedInterceptor), ApiExcludeEndpoint());
}

/** Makes a feed of what a route returns. */
@Injectable()
export class FeedInterceptor implements NestInterceptor {
  constructor(
    private readonly queries: QueryBus,
    private readonly identity: LedgerIdentityReader,
    private readonly site: Site,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler<FeedAbout>): Promise<Observable<string>> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const [asked, reading] = [askedOf(request), readingOf(request) as Reading<ViewQuery>];
    const { title, filter } = await lastValueFrom(next.handle());
    const { asReportedOn, atSize } = reading.at;
    const page = await this.queries.execute(
      new GetTrail({ atSize, limit: LONGEST }, { ...filter, knownBy: asReportedOn }),
    );
    const ledger = await this.identity.current();
    const words = wordsIn(this.site.language, reading.view!.timeZone);
    const feed = feedOf(
      {
        ...{ asked, query: reading.query, lines: page.lines, recordedUpTo: reading.view!.recordedUpTo },
        ...{ title: 'key' in title ? words.t(title.key) : title.name, ledger: ledger?.id ?? '', site: this.site.name },
      },
      words,
    );
    response.setHeader('Content-Security-Policy', POLICY);
    response.type('application/atom+xml; charset=utf-8');
    return of(fillIn('feeds/feed', { feed, language: this.site.language, icon: this.site.icon.address }));
  }
}
