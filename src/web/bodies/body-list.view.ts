import type { BodySummary } from '../../../projections/state/queries/body/body.answers.js';
import { letterOf } from '../../bodies/alphabet.js';
import { pageOf } from '../links.js';
import { type Numbered, numbered } from '../parts/pagination.js';

/** How the list is narrowed, as the address says it. */
export interface BodiesAsked {
  letter?: string;
  kind?: string;
  words?: readonly string[];
  page?: number;
}

/** A body as a line of a list. */
export interface BodyLine {
  name: string;
  path: string;
  kind: string | undefined;
  /** Other names that papers print. */
  aliases: string[];
}

/** Bodies whose names begin alike. */
export interface UnderLetter {
  letter: string;
  bodies: BodyLine[];
}

export interface BodyListPage {
  list: Numbered<BodyLine>;
  groups: UnderLetter[];
  asked: Omit<BodiesAsked, 'page'>;
  isNarrowed: boolean;
  /** Letters with which a name begins, in order. */
  letters: string[];
  kinds: string[];
  whole: number;
}

/** @param found those of all that fit what was asked, by name */
export function bodyListPage(
  all: readonly BodySummary[],
  found: readonly BodySummary[],
  { page, ...asked }: BodiesAsked,
): BodyListPage {
  const list = numbered(found.map(bodyLine), page);
  return {
    ...{ list, asked, groups: grouped(list.items), whole: all.length },
    isNarrowed: asked.kind !== undefined || asked.words !== undefined,
    letters: [...new Set(all.map(({ name }) => letterOf(name)))].sort((a, b) => a.localeCompare(b, 'en')),
    kinds: [...new Set(all.flatMap(({ kind }) => kind ?? []))].sort(),
  };
}

export function pathOfBody({ id, externalIds }: Pick<BodySummary, 'id' | 'externalIds'>): string {
  return pageOf('body', { id, externalIds })!;
}

function bodyLine(body: BodySummary): BodyLine {
  const { name, kind, aliases } = body;
  return { name, kind, path: pathOfBody(body), aliases: aliases.map((alias) => alias.name) };
}

function grouped(bodies: readonly BodyLine[]): UnderLetter[] {
  const groups: UnderLetter[] = [];
  for (const body of bodies) {
    const letter = letterOf(body.name);
    if (groups.at(-1)?.letter === letter) groups.at(-1)!.bodies.push(body);
    else groups.push({ letter, bodies: [body] });
  }
  return groups;
}
