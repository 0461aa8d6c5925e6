import { createHmac } from 'node:crypto';

/** Characters of a keyed word: 72 bits, so that no two words of a ledger become one. */
const LENGTH = 12;

/**
 * PostgreSQL's text form of a `tsvector` or `tsquery` with every word replaced by its HMAC-SHA-256 under a key. Whoever
 * has the key can ask whether a word is there; whoever has only the table learns no word, while positions, weights,
 * phrases and rank stay what they are.
 */
export function keyedWords(text: string, key: Buffer): string {
  return text.replace(/'((?:[^']|'')*)'/g, (_, word: string) => `'${keyed(word, key)}'`);
}

function keyed(word: string, key: Buffer): string {
  return createHmac('sha256', key).update(word, 'utf8').digest('base64url').slice(0, LENGTH);
}
