import { ProblemError } from '../../http/problem.js';

/** One page of a list, and the numbers of the pages to go to. */
export interface Numbered<T> {
  items: T[];
  total: number;
  /** Places of the first and the last item shown, counted from 1; 0 where there are none. */
  first: number;
  last: number;
  page: number;
  pages: number;
  /** Numbers of pages to show, with a gap where some are left out. */
  links: (number | 'gap')[];
}

export const PAGE_LENGTH = 50;

/**
 * @param page counted from 1
 * @throws ProblemError 404: the list is not that long
 */
export function numbered<T>(items: readonly T[], page = 1, length = PAGE_LENGTH): Numbered<T> {
  const pages = Math.max(1, Math.ceil(items.length / length));
  if (page > pages) {
    const there = pages === 1 ? 'one page' : `${pages} pages`;
    throw new ProblemError(404, 'unknown-page', `The list has ${there}`, { field: 'page' });
  }
  const start = (page - 1) * length;
  const shown = items.slice(start, start + length);
  return {
    ...{ items: shown, total: items.length, page, pages },
    first: shown.length === 0 ? 0 : start + 1,
    last: start + shown.length,
    links: linksOf(page, pages),
  };
}

/** The first, the last, and those beside the one that is shown. */
function linksOf(page: number, pages: number): (number | 'gap')[] {
  const links: (number | 'gap')[] = [];
  for (let one = 1; one <= pages; one++) {
    const near = one === 1 || one === pages || Math.abs(one - page) <= 1;
    if (near) links.push(one);
    else if (links.at(-1) !== 'gap') links.push('gap');
  }
  return links;
}
