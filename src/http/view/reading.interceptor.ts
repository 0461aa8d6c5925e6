import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  Optional,
  StreamableFile,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { CLOSED } from '../../access/closed.js';
import { DATA_LICENCE, NO_LICENCE_STATED } from '../list/licence.js';
import { type Listing, tableAnswer } from '../list/table-answer.js';
import { addressingOf } from './addressing.js';
import { LISTS } from './answers.js';
import { ASKS, NoQuery, type QueryClass, RESTS_ON, TableQuery } from './parameters.js';
import { searchOf } from './read-query.js';
import { Reading } from './reading.js';
import { ViewResolver } from './view-resolver.js';

const READING = Symbol('reading');

/** The request as read by the interceptor: `@InReading() reading: Reading<PlansQuery>`. */
export const InReading = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  readingOf(context.switchToHttp().getRequest()),
);

/** A request as it was read on its way to its route; `undefined` for one that has not come so far. */
export function readingOf(request: Request): Reading | undefined {
  return (request as Request & { [READING]?: Reading })[READING];
}

/**
 * Stands before every route. Refuses parameters that the route does not declare, finds the view, and makes the answer
 * say which view it belongs to, whatever its format.
 */
@Injectable()
export class ReadingInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly views: ViewResolver,
    @Optional() @Inject(DATA_LICENCE) private readonly licence: string = NO_LICENCE_STATED,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request & { [READING]?: Reading }>();
    const response = context.switchToHttp().getResponse<Response>();
    const type = this.reflector.get<QueryClass<object> | undefined>(ASKS, context.getHandler()) ?? NoQuery;
    const addressing = addressingOf(request);
    const query = addressing.read(type, searchOf(request.originalUrl));
    if (query instanceof TableQuery && query.format === undefined && wouldRatherHaveATable(request))
      query.format = 'csv';
    const restsOn = this.reflector.get<readonly string[] | undefined>(RESTS_ON, context.getHandler());
    const after = request.get('Ledger-After');
    if (after !== undefined && isRead(request)) await this.views.waitFor(after, restsOn);
    const view = await this.views.resolve(query, restsOn);
    const reading = new Reading(query, view, request.baseUrl + request.path, addressing.write);
    request[READING] = reading;
    if (this.reflector.get(CLOSED, context.getHandler())) {
      response.setHeader('Cache-Control', 'no-store');
      return next.handle();
    }
    const listing = this.reflector.get<Listing | undefined>(LISTS, context.getHandler());
    return next.handle().pipe(
      map((answer) => {
        if (!isRead(request)) return answer;
        sayView(reading, response);
        if (listing && isTable(reading))
          return tableAnswer(answer as object, reading, listing, { response, licence: this.licence });
        return withView(answer, reading);
      }),
    );
  }
}

/** Puts the view into headers. */
function sayView(reading: Reading, response: Response): void {
  if (response.hasHeader('Cache-Control')) return; // a route outside views that has said it itself
  response.vary('Accept');
  response.setHeader('Cache-Control', reading.pinned ? 'public, max-age=300' : 'no-cache');
  const { view } = reading;
  if (!view) return;
  if (view.asReportedOn) response.setHeader('Ledger-As-Reported-On', view.asReportedOn);
  response.setHeader('Ledger-At-Size', String(view.atSize));
  response.setHeader('Content-Location', reading.address());
}

/** Puts the view into an answer that is a JSON object. */
function withView(answer: unknown, { view }: Reading): unknown {
  const plain = typeof answer === 'object' && answer !== null && !(answer instanceof StreamableFile);
  return view && plain ? { view, ...answer } : answer;
}

function isTable(reading: Reading): reading is Reading<TableQuery> {
  return reading.query instanceof TableQuery && (reading.query.format ?? 'json') !== 'json';
}

function wouldRatherHaveATable(request: Request): boolean {
  return request.accepts(['application/json', 'text/csv']) === 'text/csv';
}

function isRead(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}
