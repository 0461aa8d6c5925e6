import type { CitationAnswer } from '../../../projections/state/queries/documents.js';

/** Lines of a document that one page shows. */
export const LINES_A_PAGE = 50;

/** A place in a document, as far as a citation says where that is. */
export type Place = Pick<CitationAnswer, 'line' | 'page' | 'section' | 'row' | 'paragraph'>;

/** The first line of the page that shows a line; both counted from 1. */
export function pageOfLine(line: number): number {
  return line - ((line - 1) % LINES_A_PAGE);
}

/** What a passage is called within its page, such as `line-41`; `undefined` where a citation names the document alone. */
export function anchorOf({ line, page, section, row, paragraph }: Place): string | undefined {
  if (line !== undefined) return `line-${line}`;
  const parts = Object.entries({ page, section, row, paragraph }).filter(([, value]) => value !== undefined);
  if (parts.length === 0) return undefined;
  return parts.map(([name, value]) => `${name}-${String(value).replaceAll(/[^\p{L}\p{N}.]+/gu, '-')}`).join('-');
}

/** The passage that a citation means, on the page of its document; `undefined` where the ledger does not hold that. */
export function pathOfPassage(citation: Place & Pick<CitationAnswer, 'sourceId' | 'document'>): string | undefined {
  const { sourceId, document, line } = citation;
  if (!document) return undefined;
  const first = line === undefined ? 1 : pageOfLine(line);
  const anchor = anchorOf(citation);
  const path = `/sources/${document.externalIds[0] ?? sourceId}`;
  return `${path}${first === 1 ? '' : `?from=${first}`}${anchor === undefined ? '' : `#${anchor}`}`;
}
