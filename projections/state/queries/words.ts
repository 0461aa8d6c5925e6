/** Whether every one of these words stands somewhere in a text, in upper or lower case. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word.toLowerCase()));
}

/**
 * Finds a name where it stands as a whole: "Board and districts" names the Board, "Boards" does not.
 *
 * @param flags without `i`, upper and lower case count: an abbreviation such as IT must not be found in every "it"
 */
export function wholeWord(name: string, flags: 'u' | 'iu'): RegExp {
  const literal = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, flags);
}
