import type { Statement } from '../../statement.js';
import type { ListedArea, NamedArea } from '../area/areas.js';

/**
 * How wide areas are, by the list of areas: what lies in nothing else is widest, then what lies in that, and so on.
 * Areas side by side come as they are listed, so two of one extent stay two.
 */
export class AreasByWidth {
  readonly listed: readonly ListedArea[];
  private readonly places = new Map<string, { depth: number; index: number }>();

  /** @param list the published list of areas; without one, all areas are equally wide */
  constructor(list: Statement | undefined) {
    const areas = (list?.data.areas ?? []) as unknown as ListedArea[];
    this.listed = areas;
    const parents = new Map(areas.map(({ code, parent }) => [code, parent]));
    for (const [index, { code, name, parent }] of areas.entries()) {
      let depth = 0;
      for (let above = parent; above !== undefined && depth <= areas.length; above = parents.get(above)) depth++;
      this.places.set(code ?? name, { depth, index });
    }
  }

  /** For sorting what is about areas, the widest first; what names no area is about all there is. */
  compare(a: readonly NamedArea[], b: readonly NamedArea[]): number {
    const [x, y] = [this.widest(a), this.widest(b)];
    return x.depth - y.depth || b.length - a.length || x.index - y.index;
  }

  private widest(areas: readonly NamedArea[]): { depth: number; index: number } {
    const places = areas.map(({ code, name }) => this.places.get(code ?? name) ?? UNLISTED);
    return places.sort((a, b) => a.depth - b.depth || a.index - b.index)[0] ?? EVERYWHERE;
  }
}

/** Areas of the list as statements name them. */
export function listedAreas(listed: readonly ListedArea[]): NamedArea[] {
  return listed.map(({ code, name }) => (code === undefined ? { name } : { code, name }));
}

const UNLISTED = { depth: Number.MAX_SAFE_INTEGER, index: Number.MAX_SAFE_INTEGER };
const EVERYWHERE = { depth: -1, index: -1 };
