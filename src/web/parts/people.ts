import type { Words } from '../render/words.js';

/** Offices behind the tokens of a text, as answers give them. */
export type People = readonly { token: string; role?: string }[];

/** A text with the office, in square brackets, in the place of each person; names never stand in texts. */
export function inWords(text: string, people: People, words: Pick<Words, 't'>): string {
  return text.replaceAll(/\{person:\d+\}/g, (found) => {
    const role = people.find(({ token }) => token === found || `{${token}}` === found)?.role;
    return `[${role ?? words.t('person')}]`;
  });
}
