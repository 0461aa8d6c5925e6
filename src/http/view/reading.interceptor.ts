import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { ASKS, NoQuery, type QueryClass } from './parameters.js';
import { readQuery, searchOf } from './read-query.js';
import { Reading } from './reading.js';
import { ViewResolver } from './view-resolver.js';

const READING = Symbol('reading');

/** The request as read by the interceptor: `@InReading() reading: Reading<PlansQuery>`. */
export const InReading = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest()[READING] as Reading,
);

/**
 * Stands before every route. Refuses parameters that the route does not declare, finds the view, and makes the answer
 * say which view it belongs to, whatever its format.
 */
@Injectable()
export class ReadingInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly views: ViewResolver,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request & { [READING]?: Reading }>();
    const response = context.switchToHttp().getResponse<Response>();
    const type = this.reflector.get<QueryClass<object> | undefined>(ASKS, context.getHandler()) ?? NoQuery;
    const query = readQuery(type, searchOf(request.originalUrl));
    const after = request.get('Ledger-After');
    if (after !== undefined && isRead(request)) await this.views.waitFor(after);
    const reading = new Reading(query, await this.views.resolve(query), request.baseUrl + request.path);
    request[READING] = reading;
    return next.handle().pipe(map((answer) => echoed(answer, reading, request, response)));
  }
}

/** Puts the view into headers and, where the answer is a JSON object, into the answer. */
function echoed(answer: unknown, reading: Reading, request: Request, response: Response): unknown {
  if (!isRead(request)) return answer;
  response.vary('Accept');
  response.setHeader('Cache-Control', reading.pinned ? 'public, max-age=300' : 'no-cache');
  const { view } = reading;
  if (!view) return answer;
  if (view.asReportedOn) response.setHeader('Ledger-As-Reported-On', view.asReportedOn);
  response.setHeader('Ledger-At-Size', String(view.atSize));
  response.setHeader('Content-Location', reading.address());
  const plain = typeof answer === 'object' && answer !== null && !(answer instanceof StreamableFile);
  return plain ? { view, ...answer } : answer;
}

function isRead(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}
