import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable, Logger, Optional } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Request, Response } from 'express';
import { correlationIdOf } from './correlation.js';
import { Elsewhere } from './elsewhere.js';
import { ErrorPages } from './error-pages.js';
import { PROBLEM_JSON, type ProblemDetails, ProblemError, problemAnswer } from './problem.js';
import { methodsAt } from './routes.js';

/** Headers that describe an answer which is now not given. */
const OF_THE_ANSWER = ['ETag', 'Content-Location', 'Content-Disposition', 'Ledger-As-Reported-On', 'Ledger-At-Size'];

/** Every error, of routes and of middleware alike, as problem details. */
@Injectable()
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  constructor(
    private readonly adapter: HttpAdapterHost,
    @Optional() private readonly pages?: ErrorPages,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (error instanceof Elsewhere && !response.headersSent) {
      response.set({ 'Cache-Control': 'no-cache', Location: error.address }).status(error.status).end();
      return;
    }
    const correlationId = correlationIdOf(response);
    const { details, headers, unexpected } = problemAnswer(this.orWrongMethod(error, request), correlationId);
    if (unexpected)
      this.logger.error(
        `${correlationId} ${request.method} ${request.path}`,
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      );
    if (response.headersSent) {
      response.destroy(); // an answer cut short must not look complete
      return;
    }
    for (const header of OF_THE_ANSWER) response.removeHeader(header);
    response.status(details.status).set({ 'Cache-Control': 'no-store', ...headers });
    if (this.pages?.covers(request.originalUrl.split('?')[0]!))
      void this.asPage(this.pages, details, request, response);
    else sendProblem(details, response);
  }

  /** A page that cannot be made must not take the answer with it. */
  private async asPage(pages: ErrorPages, details: ProblemDetails, request: Request, response: Response) {
    try {
      await pages.send(details, request, response);
    } catch (error) {
      this.logger.error(`${details.correlationId} error page`, error instanceof Error ? error.stack : String(error));
      if (response.headersSent) response.destroy();
      else sendProblem(details, response);
    }
  }

  /** An address that exists under another method is 405, and says which methods it takes. */
  private orWrongMethod(error: unknown, request: Request): unknown {
    if ((error as { status?: unknown } | null)?.status !== 404 || error instanceof ProblemError) return error;
    const methods = methodsAt(this.adapter.httpAdapter.getInstance(), request.path);
    if (methods.length === 0 || methods.includes(request.method)) return error;
    const allow = methods.join(', ');
    return new ProblemError(405, 'method-not-allowed', `This address takes ${allow}`, { headers: { Allow: allow } });
  }
}

function sendProblem(details: ProblemDetails, response: Response): void {
  response.type(PROBLEM_JSON).send(JSON.stringify(details));
}
