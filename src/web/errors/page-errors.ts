import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ErrorPages } from '../../http/error-pages.js';
import type { ProblemDetails } from '../../http/problem.js';
import { Objects } from '../../http/view/objects.js';
import { searchOf } from '../../http/view/read-query.js';
import { readingOf } from '../../http/view/reading.interceptor.js';
import { isUuid } from '../../ledger/ids.js';
import { PageFrames } from '../layout/page-frame.js';
import { namedIn } from '../links.js';
import { Pages } from '../render/pages.js';
import { isPage, type PageAddress, readAddress, readShown, writeAddress } from '../time/address.js';
import { fieldsOf, shownFieldsOf } from '../time/time-form.js';
import { askedOf } from '../time/time-in-path.js';
import { errorPage } from './error-page.js';

/** Says on a page what is wrong with an address, with the control of the date where that is what is wrong. */
@Injectable()
export class PageErrors extends ErrorPages {
  constructor(
    private readonly frames: PageFrames,
    private readonly pages: Pages,
    private readonly objects: Objects,
  ) {
    super();
  }

  override covers(path: string): boolean {
    return isPage(path);
  }

  override async send(details: ProblemDetails, request: Request, response: Response): Promise<void> {
    const { asked, typed, field } = addressed(request);
    const meant = await this.meant(details, asked);
    if (meant !== undefined) {
      const to = meant + searchOf(request.originalUrl);
      response.set({ 'Cache-Control': 'no-cache', Location: to }).status(303).end();
      return;
    }
    const model = errorPage(details, asked, typed, field);
    // Whoever asked for a view that cannot be goes on in the one that is known now.
    const inView = model.aboutTime ? { ...asked, time: {} } : asked;
    const fields = field === 'day' ? fieldsOf : shownFieldsOf;
    const control = model.aboutTime && typed !== undefined ? fields(typed) : undefined;
    const reading = readingOf(request);
    const plain = () => this.frames.ofError(inView, control);
    const isInView = !model.aboutTime && details.status < 500 && reading?.view !== undefined;
    const frame = isInView ? await this.frames.of(asked, reading).catch(plain) : await plain();
    Pages.prepare(response);
    if (!model.isError) response.status(200);
    response.send(this.pages.render('errors/error', model, { ...frame, canonical: '', cover: undefined }));
  }

  /** The same page of the object that the address names, where it is known by its id in other letters alone. */
  private async meant({ code }: ProblemDetails, asked: PageAddress): Promise<string | undefined> {
    const named = namedIn(asked.path);
    if (!named?.category) return undefined;
    if (code === 'malformed-id') {
      const path = withPlainUuids(asked.path);
      return path === asked.path ? undefined : writeAddress({ ...asked, path });
    }
    if (code !== 'unknown-object') return undefined;
    const { category, reference, rest } = named;
    const known = await this.objects.inOtherLetters(category, reference);
    const folder = asked.path.slice(0, asked.path.length - reference.length - rest.length);
    return known && writeAddress({ ...asked, path: folder + known + rest });
  }
}

/** A UUID is the same in capitals; addresses of pages have it in lower case. */
function withPlainUuids(path: string): string {
  return path.replaceAll(/[^/.]+/g, (part) => (isUuid(part.toLowerCase()) ? part.toLowerCase() : part));
}

/** What an address asks for, with what stands in it for a date, and the field of the control that this belongs to. */
function addressed(request: Request): { asked: PageAddress; typed: string | undefined; field: 'day' | 'shownDay' } {
  const [whole] = request.originalUrl.split('?') as [string];
  const shown = readShown(whole);
  if (shown) {
    const typed = 'typed' in shown ? shown.typed : shown.shownOn;
    return { asked: { time: {}, path: shown.path }, typed, field: 'shownDay' };
  }
  const address = readAddress(whole);
  if ('typed' in address) return { asked: { time: {}, path: address.path }, typed: address.typed, field: 'day' };
  return { asked: askedOf(request), typed: address.time.asReportedOn, field: 'day' };
}
