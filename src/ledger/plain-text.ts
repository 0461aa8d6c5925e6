/**
 * Words without what comes from mark-up and typesetting, so that a quote is found in a text wherever a reader would find
 * it: without marks of emphasis and lists, with plain quotes and dashes, single spaces and lower case.
 */
export function plainText(text: string): string {
  const bare = PLAIN.reduce((result, [pattern, instead]) => result.replace(pattern, instead), text);
  return ENTITIES.reduce((result, [pattern, instead]) => result.replaceAll(pattern, instead), bare)
    .replace(/&#(\d{1,7});/g, (all, digits) => character(Number(digits), all))
    .replace(/&#x([\da-f]{1,6});/gi, (all, digits) => character(Number.parseInt(digits, 16), all))
    .replaceAll('&amp;', '&')
    .replace(/[‘’‛]/g, "'")
    .replace(/[“”‟]/g, '"')
    .replace(/[‐‑‒–—―]/g, '-')
    .replace(/[○•·\s]+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Emphasis stands inside words and before commas; any other mark stands between words. */
const PLAIN: [RegExp, string][] = [
  [/<\/?(?:sup|sub|b|i|u|em|strong)>/gi, ''],
  [/<\/?[a-z!][^>]*>/gi, ' '],
  [/\*\*/g, ''],
];

const ENTITIES: [string, string][] = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&nbsp;', ' '],
];

function character(code: number, otherwise: string): string {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : otherwise;
}
