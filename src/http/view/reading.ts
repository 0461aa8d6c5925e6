import type { View } from '../../../projections/state/statement.js';
import type { Addressing } from './addressing.js';
import type { ViewDto } from './view.dto.js';

/** One request for published facts: the parameters it gave, and the view that its answer belongs to. */
export class Reading<Q extends object = object> {
  constructor(
    readonly query: Q,
    /** As the answer states it; absent on routes that belong to no view. */
    readonly view: ViewDto | undefined,
    /** Path of the request, without parameters. */
    readonly path: string,
    private readonly write: Addressing['write'] = pinnedAddress,
  ) {}

  /** The view to hand to a query. Only on routes whose parameters are a `ViewQuery`. */
  get at(): View {
    return { asReportedOn: this.view!.asReportedOn!, atSize: this.view!.atSize };
  }

  /** The caller named the whole view, so the answer will be the same tomorrow. */
  get pinned(): boolean {
    return this.view !== undefined && this.view.defaulted.length === 0;
  }

  /** This request's address with its whole view pinned, and other parameters set besides. */
  address(more: Record<string, string | number> = {}): string {
    return this.write(this.path, { ...this.query, ...more }, this.view);
  }
}

/** An address inside a view: the same parameters, the view's own written out. */
export function pinnedAddress(
  path: string,
  query: object,
  view: Pick<ViewDto, 'asReportedOn' | 'atSize'> | undefined,
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (!['asReportedOn', 'asOf', 'atSize'].includes(name))
      parameters.set(name, Array.isArray(value) ? value.join(' ') : String(value));
  if (view?.asReportedOn) parameters.set('asReportedOn', view.asReportedOn);
  if (view) parameters.set('atSize', String(view.atSize));
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}
