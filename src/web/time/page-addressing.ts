import { Elsewhere } from '../../http/elsewhere.js';
import { ProblemError } from '../../http/problem.js';
import type { Addressing } from '../../http/view/addressing.js';
import { parametersOf, type QueryClass, ViewQuery } from '../../http/view/parameters.js';
import { readQuery } from '../../http/view/read-query.js';
import type { ViewDto } from '../../http/view/view.dto.js';
import { hasOneAddress, type PageAddress, type TimeInPath, writeAddress } from './address.js';

const OF_THE_VIEW = ['asReportedOn', 'asOf', 'atSize'];

/** How pages say their view: in the path. Said in parameters, it leads there. */
export class PageAddressing implements Addressing {
  constructor(private readonly asked: PageAddress) {}

  read<T extends object>(type: QueryClass<T>, search: string): T {
    const filled = withoutEmpty(type, search);
    if (filled !== search) throw new Elsewhere(303, writeAddress(this.asked) + filled);
    const query = readQuery(type, search);
    if (query instanceof ViewQuery) {
      this.refuseParameters(query);
      Object.assign(query, this.asked.time);
    }
    return query;
  }

  write(path: string, query: object, view: ViewDto | undefined): string {
    return writeAddress({ time: timeOf(view), path }) + searchWith(query);
  }

  /** A view that is said in parameters has an address of its own. */
  private refuseParameters(query: ViewQuery): void {
    const { asReportedOn, asOf, atSize } = query;
    if (asReportedOn === undefined && asOf === undefined && atSize === undefined) return;
    if (asReportedOn !== undefined && asOf !== undefined) return; // refused where views are found
    const said = asReportedOn ?? asOf;
    const { time, path } = this.asked;
    if (time.asReportedOn !== undefined)
      throw new ProblemError(400, 'repeated-parameter', 'The address names its view already', {
        field: 'asReportedOn',
      });
    if (said === undefined && !hasOneAddress(path))
      throw new ProblemError(400, 'incomplete-view', 'Beside atSize, give asReportedOn', { field: 'asReportedOn' });
    const named = { asReportedOn: said, ...(atSize === undefined ? {} : { atSize }) };
    throw new Elsewhere(303, writeAddress({ time: named, path }) + searchWith(query));
  }
}

function timeOf(view: ViewDto | undefined): TimeInPath {
  return view?.asReportedOn === undefined ? {} : { asReportedOn: view.asReportedOn, atSize: view.atSize };
}

/** The parameters of a page but for those of the view, with `?` before them, in the order in which they are given. */
export function searchWith(query: object): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && !OF_THE_VIEW.includes(name))
      parameters.set(name, Array.isArray(value) ? value.join(' ') : String(value));
  return parameters.size === 0 ? '' : `?${parameters}`;
}

/** Parameters without the place in a list: in another view the list may be shorter, and begins anew. */
export function withoutPlace(search: string): string {
  const parameters = new URLSearchParams(search);
  for (const name of ['page', 'before']) parameters.delete(name);
  return parameters.size === 0 ? '' : `?${parameters}`;
}

/** A form sends the fields that were left empty too; an address goes without them. */
function withoutEmpty(type: QueryClass, search: string): string {
  const fields = parametersOf(type).filter(({ name, read }) => !OF_THE_VIEW.includes(name) && read('') === undefined);
  const drop = new Set(fields.map(({ name }) => `${name}=`));
  const pairs = search.replace(/^\?/, '').split('&');
  const kept = pairs.filter((pair) => !drop.has(pair));
  if (kept.length === pairs.length) return search;
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}
