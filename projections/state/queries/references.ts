import { type Facts, type ObjectFacts, present, readable } from './facts.js';
import { Member } from './member.js';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The object or part that a reference means: a UUID, a key such as `plan-…/node/…`, or `{kind, id}`. */
export function idIn(reference: unknown): string | undefined {
  if (typeof reference === 'string') return reference.match(UUID)?.at(-1);
  if (typeof reference !== 'object' || reference === null) return undefined;
  return idIn((reference as { id?: unknown }).id);
}

/** The ids of a list of references. */
export function idsIn(references: unknown): string[] {
  if (!Array.isArray(references)) return [];
  return references.map(idIn).filter((id) => id !== undefined);
}

/** Identifiers such as C22-01, the given first. */
export function externalIdsOf(object: ObjectFacts): string[] {
  return object.value<string[]>('identity', 'externalIds') ?? [];
}

/** Something by its id, with the name it has in this view where it has one. */
export class Named {
  @Member('id') id!: string;
  @Member('text', '', { optional: true }) name?: string;
}

/** Who promises, decides or asks, as far as a paper says. */
export class PartyAnswer {
  @Member(() => Named, '', { optional: true }) body?: Named;
  @Member('text', 'The office, in words; never a person.', { optional: true, nullable: true }) role?: string | null;
  @Member('text', 'named in the paper, inferred by the editors, or notStated.') basis!: string;
  @Member('text', 'The same in words, such as "Deputy Mayor, Combined Authority"; says so where nobody is named.')
  display!: string;
}

function inWords({ body, role, basis }: Omit<PartyAnswer, 'display'>): string {
  const named = [role, body && (body.name ?? 'a body without a name')].filter(Boolean).join(', ');
  if (!named) return 'The paper does not say who';
  return basis === 'inferred' ? `${named} (inferred)` : named;
}

/** The name that a body, role, commitment, part of a plan, metric, milestone or source has in a view. */
export class Names {
  private readonly names = new Map<string, string>();

  constructor(facts: Facts) {
    for (const body of facts.all('body')) {
      this.note(body.id, body.value('name', 'name'));
      for (const role of body.list('role/*')) this.note(role.facet.split('/')[1], role.data.title);
    }
    for (const plan of facts.all('plan')) {
      this.note(plan.id, plan.value('description', 'title'));
      for (const title of plan.list('node/*/title')) this.note(title.facet.split('/')[1], title.data.title);
    }
    for (const metric of facts.all('metric')) this.note(metric.id, metric.value('definition', 'name'));
    for (const commitment of facts.all('commitment'))
      this.note(commitment.id, commitment.value<string[]>('identity', 'externalIds')?.[0]);
    for (const milestone of facts.all('milestone')) this.note(milestone.id, milestone.value('promise', 'what'));
    for (const source of facts.all('source')) this.note(source.id, source.value('description', 'title'));
  }

  of(reference: unknown): Named | undefined {
    const id = idIn(reference);
    if (id === undefined) return undefined;
    const name = this.names.get(id);
    return name === undefined ? { id } : { id, name };
  }

  /** Whatever has a name among all that a value points at, at any depth. */
  among(value: unknown): Named[] {
    const ids = new Set(JSON.stringify(value ?? null).match(UUID));
    return [...ids].filter((id) => this.names.has(id)).map((id) => this.of(id)!);
  }

  /** What names nobody, and does not say that nobody is named, is no party. */
  party(value: unknown): PartyAnswer | undefined {
    const { bodyId, roleId, role, basis } = (readable(value) ?? {}) as Partial<Record<string, string>>;
    if (!bodyId && !roleId && !role && basis === undefined) return undefined;
    const body = this.of(bodyId);
    const office = role ?? this.of(roleId)?.name;
    const party = present({ body, role: office, basis: basis ?? 'named' });
    return { ...party, display: inWords(party) };
  }

  private note(id: string | undefined, name: unknown): void {
    if (id !== undefined && typeof name === 'string') this.names.set(id, name);
  }
}
