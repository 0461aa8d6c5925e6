import type { Finding, Lookups } from '../catalogue/catalogue.js';
import { refusal } from '../catalogue/catalogue.js';
import type { Citation } from '../catalogue/envelope.dto.js';
import { citationsIn } from '../catalogue/walk.js';
import { streamOf } from '../ids.js';
import { plainText } from '../plain-text.js';
import type { Prepared } from './prepare.js';

/** More would be copying, not quoting. */
const MOST_WORDS = 25;

/** A sentence may run on over this many physical lines from the one that is cited. */
const LINES = 3;

/**
 * Quotes must stand in the documents that they are from, where the words of those are kept. What is not kept is not
 * checked.
 */
export async function quoteFindings(prepared: Prepared, lookups: Lookups): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { path, citation } of citationsOf(prepared)) {
    const { quote } = citation;
    if (typeof quote !== 'string') continue; // none, or one that a correction keeps although it was erased
    const field = `${path}.quote`;
    if (wordsIn(quote) > MOST_WORDS)
      findings.push(refusal(field, `A quote has at most ${MOST_WORDS} words`, 'quote-too-long'));
    else if (!(await mayStand(quote, citation, lookups)))
      findings.push(refusal(field, 'These words were not found in the document. Check the quote', 'quote-not-found'));
  }
  return findings;
}

function* citationsOf({ context, command, situation: { target } }: Prepared): ReturnType<typeof citationsIn> {
  yield* citationsIn(context.type.dto, command);
  if (!target || !command.statement) return;
  for (const { path, citation } of citationsIn(target.type.data, command.statement))
    yield { path: `statement.${path}`, citation };
}

/** Whether one of the kept texts has the words, or there is none. */
async function mayStand(quote: string, citation: Citation, lookups: Lookups): Promise<boolean> {
  const texts: string[] = [];
  for (const sha256 of await filesOf(citation, lookups)) {
    const text = await lookups.keptText(sha256);
    if (text !== null) texts.push(text);
  }
  return texts.length === 0 || texts.some((text) => standsIn(text, quote, citation.line));
}

/** The file that was read, by its hash; where it is not named, the document's and those of its further copies. */
async function filesOf({ sourceId, sha256 }: Citation, lookups: Lookups): Promise<string[]> {
  if (sha256 !== undefined) return [sha256];
  const view = (await lookups.history(streamOf('source', sourceId))).at();
  const registered = view.get('description')?.data.sha256;
  const copies = view.list('copy/*').map(({ data }) => data.sha256);
  return [registered, ...copies].filter((one) => typeof one === 'string');
}

/** @param line physical line that the words begin on, counted from 1; anywhere if it is not known */
export function standsIn(text: string, quote: string, line?: number): boolean {
  const words = plainText(quote);
  if (words === '') return false;
  const passage =
    line === undefined
      ? text
      : text
          .split(/\r\n|[\r\n]/)
          .slice(line - 1, line - 1 + LINES)
          .join(' ');
  return plainText(passage).includes(words);
}

function wordsIn(quote: string): number {
  return quote.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
