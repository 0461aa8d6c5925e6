import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { mergeMap, type Observable } from 'rxjs';
import { Asks, type QueryClass, ViewQuery } from '../http/view/parameters.js';
import { readingOf } from '../http/view/reading.interceptor.js';
import { PageFrames } from './layout/page-frame.js';
import type { PublishedView } from './layout/view-line.js';
import { Pages } from './render/pages.js';
import { askedOf } from './time/time-in-path.js';

const TEMPLATE = 'web:template';

/**
 * Declares a page: what its route returns is shown with a template, in the view that the address names.
 *
 * @param template in `views/`, without its ending
 * @param asks the parameters that it takes beside those of the view; `NoQuery` for what says the same in every view
 */
export function Page(template: string, asks: QueryClass = ViewQuery): MethodDecorator {
  return applyDecorators(
    Asks(asks),
    SetMetadata(TEMPLATE, template),
    UseInterceptors(PageInterceptor),
    ApiExcludeEndpoint(),
  );
}

/** What a route returns whose page shows a published report: its links lead on in the view that the report pins. */
export interface InPublishedView {
  shownIn: PublishedView;
}

/** Makes a page of what a route returns. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly frames: PageFrames,
    private readonly pages: Pages,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<object>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const template = this.reflector.get<string>(TEMPLATE, context.getHandler());
    return next.handle().pipe(
      mergeMap(async (model) => {
        const { shownIn } = model as Partial<InPublishedView>;
        const frame = await this.frames.of(askedOf(request), readingOf(request)!, shownIn);
        const html = this.pages.render(template, model, frame);
        Pages.prepare(response);
        return html;
      }),
    );
  }
}
