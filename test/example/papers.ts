import { existsSync, readFileSync } from 'node:fs';
import { plainText } from '../../src/ledger/plain-text.js';

/** The papers are not part of the project; a checkout may have them in a folder beside it. */
const folder = new URL('../../../shared/sources/', import.meta.url);

/** Whether the papers and their extraction are at hand. */
export const papersAtHand = existsSync(folder);

/** The bytes of a paper. */
export function paperBytes(fileName: string): Buffer {
  return readFileSync(new URL(fileName, folder));
}

/** A file of the extraction, parsed. */
export function extracted<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`extracted/${name}`, folder), 'utf8')) as T;
}

/** Printed words without mark-up, in lower case; a raised "th" belongs to its number. */
export function plain(text: string): string {
  return plainText(text.replace(/\s*<sup>/gi, ''));
}

/** The words of a text: letters and digits only, thousands without commas, hyphens as spaces. */
export function wordsOf(text: string): string[] {
  return plain(text)
    .replace(/(?<=\d),(?=\d)/g, '')
    .replace(/[^a-z0-9£%]+/g, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '');
}

/** Every run of `length` words, joined by spaces; a run never crosses a `null`. */
export function runsOf(words: (string | null)[], length: number): string[] {
  const starts = words.map((_, start) => words.slice(start, start + length));
  return starts.filter((run) => run.length === length && !run.includes(null)).map((run) => run.join(' '));
}

/** The words with each of the names replaced by a `null`, longest name first. */
export function maskNames(words: string[], names: string[][]): (string | null)[] {
  const masked: (string | null)[] = [];
  for (let at = 0; at < words.length; ) {
    const name = names.find((candidate) => candidate.every((word, offset) => words[at + offset] === word));
    masked.push(name ? null : (words[at] ?? null));
    at += name?.length ?? 1;
  }
  return masked;
}
