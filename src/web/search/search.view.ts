import type {
  Identified,
  SearchCounts,
  SearchHit,
  SearchKind,
} from '../../../projections/search/queries/search.answers.js';
import { pageOf } from '../links.js';
import type { Numbered } from '../parts/pagination.js';

/** A piece of an excerpt; one of the words that were asked for where it is marked. */
export interface Piece {
  text: string;
  isMarked: boolean;
}

/** A find as the page shows it. */
export interface Found {
  kind: SearchKind;
  /** Which of the texts about it. */
  facet: string;
  /** What it is about. */
  name: string | undefined;
  /** Where it stands; `undefined` where there is no page of it. */
  path: string | undefined;
  pieces: Piece[];
  from: SearchHit['from'];
  /** The plan, where the thing itself is not one. */
  plan: string | undefined;
}

export interface SearchAsked {
  q?: string;
  kind?: SearchKind;
}

export interface SearchPage {
  asked: SearchAsked;
  counts: SearchCounts['byKind'];
  /** Of all kinds. */
  total: number;
  list: Omit<Numbered<unknown>, 'items'>;
  found: Found[];
  /** What the words asked for are the id of; absent where they are none. */
  identified?: { id: string; kind: SearchKind | 'node'; name: string; path: string | undefined };
}

/** @param list the page of finds that is shown, of which the hits are the contents */
export function searchPage(
  asked: SearchAsked,
  { byKind }: SearchCounts,
  { items: _finds, ...list }: Numbered<unknown>,
  hits: readonly SearchHit[],
  identified?: Identified,
): SearchPage {
  return {
    ...{ asked, list, counts: byKind, found: hits.map(foundOf) },
    total: byKind.reduce((sum, { count }) => sum + count, 0),
    ...(identified ? { identified: identifiedOf(identified) } : {}),
  };
}

function identifiedOf({ asked, category, object, plan }: Identified): SearchPage['identified'] {
  return {
    id: asked,
    kind: category === 'extrec' ? 'externalRecommendation' : (category as SearchKind | 'node'),
    name: object.text ?? object.name ?? object.id,
    path: pageOf(category, { ...object, ...(plan ? { plan } : {}) }),
  };
}

/** Decisions and the like are told by their words, at their place on the page of their meeting. */
const PLACES: Partial<Record<SearchKind, string>> = { decision: 'd', recommendation: 'r', action: 'a' };

function foundOf({ kind, object, facet, excerpt, marks, from, plan }: SearchHit): Found {
  const place = PLACES[kind];
  return {
    ...{ kind, facet: facet.split('/')[0]!, name: object.name, from },
    path:
      place === undefined ? pathOf(kind, object) : `${pageOf('meeting', object)}#${place}-${facet.split('/').at(-1)}`,
    pieces: piecesOf(excerpt ?? '', marks),
    plan: plan && plan.id !== object.id ? plan.name : undefined,
  };
}

function pathOf(kind: SearchKind, object: SearchHit['object']): string | undefined {
  if (kind === 'programme') return `/work-programme#p-${object.id}`;
  return pageOf(kind === 'externalRecommendation' ? 'extrec' : kind, object);
}

function piecesOf(text: string, marks: SearchHit['marks']): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to } of marks) {
    if (from > at) pieces.push({ text: text.slice(at, from), isMarked: false });
    pieces.push({ text: text.slice(from, to), isMarked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMarked: false });
  return pieces;
}
