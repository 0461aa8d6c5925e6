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
import { lastValueFrom, type Observable, of } from 'rxjs';
import { Asks, type QueryClass, ViewQuery } from '../http/view/parameters.js';
import { readingOf } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { Kept } from './layout/kept.js';
import { PageFrames } from './layout/page-frame.js';
import type { PublishedView } from './layout/view-line.js';
import { Pages } from './render/pages.js';
import type { PageAddress } from './time/address.js';
import { askedOf } from './time/time-in-path.js';

const TEMPLATE = 'web:template';
const KEPT = 'web:kept';

/** Kept pages, of some 60 KB each; and for how many milliseconds. */
const MOST_KEPT = 200;
const LONGEST_KEPT = 10_000;

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

/**
 * Keeps a page for seconds while the ledger stays as it is: for pages that take long to make, and that many read at once.
 * Not for longer, because a value is erased before the ledger says so, and has to go from here in any case.
 */
export function KeptForSeconds(): MethodDecorator {
  return SetMetadata(KEPT, true);
}

/** What a route returns whose page shows a published report: its links lead on in the view that the report pins. */
export interface InPublishedView {
  shownIn: PublishedView;
}

/** Makes a page of what a route returns. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  private readonly kept = new Kept<string>(MOST_KEPT, LONGEST_KEPT);

  constructor(
    private readonly reflector: Reflector,
    private readonly frames: PageFrames,
    private readonly pages: Pages,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler<object>): Promise<Observable<string>> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const [asked, reading] = [askedOf(request), readingOf(request)!];
    const make = async () => {
      const model: object & Partial<InPublishedView> = await lastValueFrom(next.handle());
      const frame = await this.frames.of(asked, reading, model.shownIn);
      return this.pages.render(this.reflector.get<string>(TEMPLATE, context.getHandler()), model, frame);
    };
    const isKept = this.reflector.get<boolean | undefined>(KEPT, context.getHandler());
    const html = await (isKept ? this.kept.get(keyOf(asked, reading), make) : make());
    Pages.prepare(response);
    return of(html);
  }
}

/** Everything that a page depends on, beside what is erased. */
function keyOf({ time }: PageAddress, reading: Reading): string {
  const { asReportedOn, atSize } = reading.view ?? {};
  return JSON.stringify([time, asReportedOn, atSize, reading.address()]);
}
