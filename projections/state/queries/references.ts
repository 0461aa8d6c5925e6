import type { ObjectFacts } from './facts.js';
import { Member } from './member.js';

/** Wherever they stand in a text. */
export const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** All that some values mention, each once. */
export function uuidsIn(values: unknown): string[] {
  return [...new Set(JSON.stringify(values ?? null).match(UUIDS))];
}

/** The object or part that a reference means: a UUID, a key such as `plan-…/node/…`, or `{kind, id}`. */
export function idIn(reference: unknown): string | undefined {
  if (typeof reference === 'string') return reference.match(UUIDS)?.at(-1);
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

/** Something that may be a promise, which its number alone says little of. */
export class Worded extends Named {
  @Member('text', 'Of a promise, its words in this view, where they are held.', { optional: true }) text?: string;
}

/** A plan, a part of one, or something else that a statement about plans points at. */
export class KindNamed extends Named {
  @Member('text', 'plan, node, commitment, action or externalRecommendation.') kind!: string;
  @Member('text', 'Of a commitment, its words; absent where none are held.', { optional: true }) text?: string;
}

/** Who promises, decides or asks, as far as a paper says. */
export class PartyAnswer {
  @Member(() => Named, '', { optional: true }) body?: Named;
  @Member('text', 'The office, in words; never a person.', { optional: true, nullable: true }) role?: string | null;
  @Member('text', 'named in the paper, inferred by the editors, or notStated.') basis!: string;
  @Member('text', 'The same in words, such as "Head of Service, Council"; says so where nobody is named.')
  display!: string;
}
