import type { JsonObject } from '../../../src/integrity/canonical-json.js';
import type { Statement } from '../statement.js';

/**
 * The statements of a view by object. What the accountable body has taken back is no fact: it stands apart, for answers
 * that say so.
 */
export class Facts {
  private readonly objects = new Map<string, ObjectFacts>();
  private readonly byCategory: ReadonlyMap<string, readonly ObjectFacts[]>;

  constructor(private readonly statements: readonly Statement[]) {
    for (const statement of statements) {
      let facts = this.objects.get(statement.stream);
      if (!facts) {
        facts = new ObjectFacts(statement.stream, statement.category, statement.objectId);
        this.objects.set(statement.stream, facts);
      }
      facts.add(statement);
    }
    const inOrder = [...this.objects.values()].sort((a, b) => a.firstEntry - b.firstEntry);
    this.byCategory = grouped(inOrder, ({ category }) => [category]);
  }

  /** These facts and others of the same view. */
  with(more: readonly Statement[]): Facts {
    return more.length === 0 ? this : new Facts([...this.statements, ...more]);
  }

  /** The objects of a category, in the order of their first entries. */
  all(category: string): readonly ObjectFacts[] {
    return this.byCategory.get(category) ?? [];
  }

  /** `undefined` where nothing is said of the object in this view. */
  object(category: string, id: string | undefined): ObjectFacts | undefined {
    return id === undefined ? undefined : this.objects.get(`${category}-${id}`);
  }
}

/** What stands for one object. */
export class ObjectFacts {
  private readonly standing = new ByFacet();
  private readonly takenBack = new ByFacet();
  firstEntry = Number.POSITIVE_INFINITY;

  constructor(
    readonly stream: string,
    readonly category: string,
    readonly id: string,
  ) {}

  add(statement: Statement): void {
    this.firstEntry = Math.min(this.firstEntry, statement.slot);
    (statement.withdrawn ? this.takenBack : this.standing).set(statement);
  }

  get(facet: string): Statement | undefined {
    return this.standing.get(facet);
  }

  /** What stands under a facet if it is of one of these kinds: `meeting.of('outcome', 'MeetingHeld')`. */
  of(facet: string, ...kinds: string[]): Statement | undefined {
    const statement = this.get(facet);
    return statement && kinds.includes(statement.kind) ? statement : undefined;
  }

  /** The withdrawal that answers for a facet, where the body has taken back what it had said. */
  withdrawal(facet: string): Statement | undefined {
    return this.takenBack.get(facet);
  }

  /** Withdrawals that answer for facets which begin so. In the order of their entries. */
  withdrawals(prefix: string): Statement[] {
    return this.takenBack.beginning(prefix);
  }

  /** A member of what stands under a facet; narrative that was erased is `null`. */
  value<T = string>(facet: string, member: string): T | undefined {
    return readable(this.get(facet)?.data[member]) as T | undefined;
  }

  /**
   * Statements whose facet is made of these parts, of one of these kinds if any is given; `*` stands for any one part.
   * In the order of their first entries.
   */
  list(pattern: string, ...kinds: string[]): Statement[] {
    const found = this.standing.matching(pattern);
    return kinds.length === 0 ? found : found.filter(({ kind }) => kinds.includes(kind));
  }

  /** Statements whose facet begins so, for keys with a varying number of parts. In the order of their first entries. */
  under(prefix: string): Statement[] {
    return this.standing.beginning(prefix);
  }

  get plan(): string | undefined {
    for (const statement of this.standing.all()) if (statement.plan) return statement.plan;
    return undefined;
  }
}

/** Statements by facet, and by the first part of it: an object may have thousands, but few of a sort. */
class ByFacet {
  private readonly byFirstPart = new Map<string, Map<string, Statement>>();

  set(statement: Statement): void {
    const first = partOf(statement.facet, 0);
    const alike = this.byFirstPart.get(first);
    if (alike) alike.set(statement.facet, statement);
    else this.byFirstPart.set(first, new Map([[statement.facet, statement]]));
  }

  get(facet: string): Statement | undefined {
    return this.byFirstPart.get(partOf(facet, 0))?.get(facet);
  }

  *all(): Generator<Statement> {
    for (const alike of this.byFirstPart.values()) yield* alike.values();
  }

  matching(pattern: string): Statement[] {
    const parts = pattern.split('/');
    return this.sorted(parts[0] === '*' ? undefined : parts[0], ({ facet }) => {
      const own = facet.split('/');
      return own.length === parts.length && parts.every((part, index) => part === '*' || part === own[index]);
    });
  }

  beginning(prefix: string): Statement[] {
    const first = prefix.includes('/') ? partOf(prefix, 0) : undefined;
    return this.sorted(first, ({ facet }) => facet.startsWith(prefix));
  }

  private sorted(first: string | undefined, wanted: (statement: Statement) => boolean): Statement[] {
    const among = first === undefined ? [...this.all()] : [...(this.byFirstPart.get(first)?.values() ?? [])];
    return among.filter(wanted).sort((a, b) => a.slot - b.slot);
  }
}

/** The n-th part of a statement's facet: `partOf('node/7f…/title', 1)` is the node's id. */
export function partOf(facet: string, n: number): string {
  let start = 0;
  for (let part = 0; part < n; part++) {
    const slash = facet.indexOf('/', start);
    if (slash < 0) return '';
    start = slash + 1;
  }
  const end = facet.indexOf('/', start);
  return end < 0 ? facet.slice(start) : facet.slice(start, end);
}

/** A value as people may read it: what was erased, at any depth, becomes `null`. */
export function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  if ('$c' in value) return null;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, readable(inner)]));
}

/** The payload of a statement for readers: without what the envelope repeats, erased narrative as `null`. */
export function payloadOf(data: JsonObject): Record<string, unknown> {
  const { actingAs: _role, citations: _citations, ...payload } = readable(data) as Record<string, unknown>;
  return payload;
}

/** A copy without members that are `undefined`: absent is absent in every answer. */
export function present<T extends object>(value: T): T {
  const copy: Partial<T> = {};
  for (const name of Object.keys(value) as (keyof T)[]) if (value[name] !== undefined) copy[name] = value[name];
  return copy as T;
}

/** Things by each of their keys, in their order. */
export function grouped<T>(things: Iterable<T>, keysOf: (thing: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things)
    for (const key of keysOf(thing)) {
      const group = groups.get(key);
      if (group) group.push(thing);
      else groups.set(key, [thing]);
    }
  return groups;
}

/** For sorting: by code units, as ids and days order. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
