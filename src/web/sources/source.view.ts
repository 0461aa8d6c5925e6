import type { CitationAnswer } from '../../../projections/state/queries/documents.js';
import type { SourceAnswer } from '../../../projections/state/queries/source/source.answers.js';
import type { SourceDetail, SourcePassage } from '../../../projections/state/queries/source/source-detail.answers.js';
import { pageOf } from '../links.js';
import { anchorOf, LINES_A_PAGE, type Place, pageOfLine } from './passage-link.js';

/** A document as a line of a list. */
export interface SourceLine {
  title: string;
  path: string;
  identifier: string | undefined;
  kind: string;
  publisher: SourceAnswer['publisher'];
  dated: string;
  /** How many things it is noted to lack. */
  lacks: number;
  isSuperseded: boolean;
}

export function sourceLine(source: SourceAnswer): SourceLine {
  const { title, externalIds, kind, publisher, dated, gaps, missing, supersededBy } = source;
  return {
    ...{ title, kind, publisher, path: pathOfSource(source), identifier: externalIds[0] },
    dated: dated.display,
    lacks: gaps.length + missing.length,
    isSuperseded: supersededBy !== undefined,
  };
}

export function pathOfSource({ id, externalIds }: Pick<SourceAnswer, 'id' | 'externalIds'>): string {
  return pageOf('source', { id, externalIds })!;
}

/** What the ledger says of one thing because of a passage. */
export interface Resting {
  category: string;
  object: SourcePassage['object'];
  /** What the facets are, each once, such as `wording`. */
  facets: string[];
}

/** A passage, and everything that rests on it. */
export interface Passage {
  anchor: string;
  place: Place;
  /** The words themselves, where somebody quoted them. */
  quote?: string;
  resting: Resting[];
}

/** A document with the passages of some of its lines. */
export interface SourcePage {
  source: SourceDetail;
  identifier: string | undefined;
  path: string;
  /** How many statements rest on the document. */
  statements: number;
  /** The lines shown; those cited without a line come with the first. */
  lines: LineRange;
  found: Passage[];
  /** Every range in which there is a passage. */
  ranges: LineRange[];
}

export interface LineRange {
  from: number;
  to: number;
}

/** @param from first line shown: 1, 51, 101 and so on */
export function sourcePage(source: SourceDetail, statements: readonly SourcePassage[], from: number): SourcePage {
  const all = passagesOf(statements);
  const starts = new Set([1, ...all.map(startOf)]);
  return {
    ...{ source, identifier: source.externalIds[0], path: pathOfSource(source), statements: statements.length },
    lines: rangeFrom(from),
    found: all.filter((passage) => startOf(passage) === from),
    ranges: [...starts].sort((a, b) => a - b).map(rangeFrom),
  };
}

function startOf({ place }: Passage): number {
  return place.line === undefined ? 1 : pageOfLine(place.line);
}

function rangeFrom(from: number): LineRange {
  return { from, to: from + LINES_A_PAGE - 1 };
}

/** In the order in which the statements come: that of the lines. Passages without a place are none. */
function passagesOf(statements: readonly SourcePassage[]): Passage[] {
  const found = new Map<string, Passage>();
  for (const statement of statements) {
    for (const citation of statement.passages) {
      const anchor = anchorOf(citation);
      if (anchor === undefined) continue;
      const passage = found.get(anchor) ?? { anchor, place: placeOf(citation), resting: [] };
      if (citation.quote) passage.quote = citation.quote;
      rest(passage.resting, statement);
      found.set(anchor, passage);
    }
  }
  return [...found.values()].sort((a, b) => (a.place.line ?? Infinity) - (b.place.line ?? Infinity));
}

function placeOf({ line, page, section, row, paragraph }: CitationAnswer): Place {
  return { line, page, section, row, paragraph };
}

function rest(resting: Resting[], { category, object, facet }: SourcePassage): void {
  const known = resting.find((one) => one.object.id === object.id);
  const name = sortOf(facet);
  if (!known) resting.push({ category, object, facets: [name] });
  else if (!known.facets.includes(name)) known.facets.push(name);
}

/** Parts of objects of which more is said than that they are there: what is said of them is another thing to a reader. */
const SAID_OF_PARTS = ['decision/end', 'decision/changes', 'recommendation/answer'];

/** `decision` of `decision/…`, and `decision-end` of `decision/…/end`. */
export function sortOf(facet: string): string {
  const [first, , third] = facet.split('/');
  return SAID_OF_PARTS.includes(`${first}/${third}`) ? `${first}-${third}` : first!;
}
