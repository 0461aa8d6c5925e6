import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { comesByItself, isLastDayPast } from '../../../projections/state/queries/milestone/endings.js';
import { addDays } from '../../ledger/dates.js';
import type { Markup } from '../charts/svg.js';
import { happened, headingOf, type What } from '../entries/told.js';
import { FOOTER, isBehind, NAVIGATION } from '../layout/navigation.js';
import type { PageFrame } from '../layout/page-frame.js';
import { givenAddress, type Linkable, pageOf } from '../links.js';
import { figureOfPart, figureText, partsOf } from '../metrics/figure.js';
import { travelLine } from '../metrics/travel-line.js';
import { passagesOf } from '../parts/blocks.js';
import type { Numbered } from '../parts/pagination.js';
import { inWords, type People } from '../parts/people.js';
import { type StatusShape, shapeSvg } from '../parts/status-shapes.js';
import { Site } from '../site.js';
import { pathOfPassage } from '../sources/passage-link.js';
import type { StringKey } from '../strings/keys.js';
import { hasOneAddress, writeAddress } from '../time/address.js';
import { searchWith, withoutPlace } from '../time/page-addressing.js';
import { PAGE_POLICY } from './policy.js';
import { fillIn, markup } from './templates.js';
import { type Values, wordsIn } from './words.js';

/** Makes pages. */
@Injectable()
export class Pages {
  constructor(private readonly site: Site) {}

  /**
   * The HTML of a page.
   *
   * @param template in `views/`, without its ending
   * @param model what the page shows: plain data
   */
  render(template: string, model: object, frame: PageFrame): string {
    const { asked, search, reports, looks, ...shown } = frame;
    const words = wordsIn(this.site.language, frame.timeZone);
    const href = (path: string, parameters: object = {}) =>
      writeAddress({ time: asked.time, path }) + searchWith(parameters);
    return fillIn(template, {
      ...shown,
      site: this.site,
      here: asked.path + withoutPlace(search),
      navigation: NAVIGATION.map((entrance) => ({
        text: words.t(entrance.key),
        href: href(entrance.path),
        current: asked.path === entrance.path,
        active: isBehind(asked.path, entrance),
      })),
      footer: FOOTER.map(({ key, path }) => ({ text: words.t(key), href: href(path) })),
      reportChoices: reports.map(({ id, title, reportDate }) => ({
        value: id,
        text: `${title}, ${words.day(reportDate)}`,
      })),
      href,
      ...pagination(href),
      steps: (trail: readonly { text: string; path: string }[]) =>
        trail.map(({ text, path }) => ({ text, href: href(path) })),
      /** The same page in another view; where it says the same in all of them, the first page of that one. */
      inView: (asReportedOn?: string, atSize?: number) => {
        const time = { asReportedOn, atSize };
        return hasOneAddress(asked.path)
          ? writeAddress({ time, path: '/' })
          : writeAddress({ ...asked, time }) + withoutPlace(search);
      },
      pageOf: (kind: string, object: Linkable) => {
        const page = pageOf(kind, object);
        return page === undefined ? '' : href(page);
      },
      givenAddress,
      passageOf: (citation: Parameters<typeof pathOfPassage>[0]) => pathOfPassage(citation) ?? '',
      t: (key: StringKey, values?: Values) => words.t(key, values),
      tOf: (group: string, value: string, values?: Values) => words.said(group, value, values),
      day: (value: string) => words.day(value),
      instant: (value: string) => words.instant(value),
      number: (value: number) => words.number(value),
      due: (value: Parameters<typeof words.due>[0]) => words.due(value),
      month: (value: string) => words.month(value),
      comesByItself,
      isLastDayPast,
      /** Of a range of days, the last one in it. */
      lastDay: ({ to }: { to: string }) => words.day(addDays(to, -1)),
      said: (text: string, people?: People) => inWords(text, people ?? [], words),
      happened: (what: What) => happened(what, words),
      headingOf: (what: What) => headingOf(what, words),
      passages: passagesOf,
      travelLine: (travel: Parameters<typeof travelLine>[0]) => travelLine(travel, words),
      figureText: (figure: Parameters<typeof figureText>[0]) => figureText(figure, words),
      figureOfPart: (figure: Parameters<typeof figureOfPart>[0]) => figureOfPart(figure, words),
      parts: partsOf,
      drawn: (drawing: Markup) => markup(String(drawing)),
      look: (status: Parameters<typeof looks.of>[0]) => {
        const { shape, colour } = looks.of(status);
        return { colour: colour ?? '', shape: markup(String(shapeSvg(shape))) };
      },
      shape: (drawn: StatusShape) => markup(String(shapeSvg(drawn))),
      ...model,
    });
  }

  /** Headers that every page has, whatever it says. */
  static prepare(response: Response): void {
    response.setHeader('Content-Security-Policy', PAGE_POLICY);
    response.type('html');
  }
}

/** Links to the pages of a list, in the address of which its other parameters stay. */
function pagination(href: (path: string, parameters: object) => string) {
  const pageHref = (path: string, asked: object, page: number) =>
    href(path, { ...asked, ...(page === 1 ? {} : { page }) });
  const pageLinks = ({ links, page }: Pick<Numbered<unknown>, 'links' | 'page'>, path: string, asked: object) =>
    links.map((link) =>
      link === 'gap'
        ? { ellipsis: true }
        : { number: String(link), href: pageHref(path, asked, link), current: link === page },
    );
  return { pageHref, pageLinks };
}
