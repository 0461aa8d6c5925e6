import { readdirSync, readFileSync } from 'node:fs';
import type { StringKey } from '../strings/keys.js';

/** One text, or one for each form that a language has for numbers (CLDR: zero, one, two, few, many, other). */
export type Text = string | Partial<Record<Intl.LDMLPluralRule, string>>;

/** English is complete; another language may lack keys and then says them in English. */
export type Strings = Partial<Record<StringKey, Text>>;

const FOLDER = new URL('../strings/', import.meta.url);

/** The languages that there are texts in, by tag (BCP 47). A folder more is a language more. */
export const LANGUAGES: readonly string[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** @param language one of {@link LANGUAGES} */
export function stringsOf(language: string): Strings {
  const folder = new URL(`${language}/`, FOLDER);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8'))));
}
