/**
 * What no address holds as it is written: white space, what is not seen, what ends an address in the middle of a text,
 * and the backslash, which browsers read as a slash. Other signs that should be escaped, such as `|`, often are not.
 */
const NEVER_IN_AN_ADDRESS = /[\s\p{C}\p{Z}<>"\\]/u;

/** Whether a text is the address of a page or file on the web, which a reader can be sent to. */
export function isWebAddress(text: unknown): boolean {
  if (typeof text !== 'string' || NEVER_IN_AN_ADDRESS.test(text)) return false;
  const [, authority] = /^https?:\/\/([^/?#]+)/i.exec(text) ?? [];
  // A name before the host hides where an address leads, and a password would be published. Looked for in what was
  // written: an empty name is not seen in what was read.
  return authority !== undefined && !authority.includes('@') && URL.canParse(text);
}

/** Whether a text is the path of a page of this ledger itself, such as `/reports/REPORT`. */
export function isOwnPath(text: unknown): boolean {
  return typeof text === 'string' && !NEVER_IN_AN_ADDRESS.test(text) && /^\/(?!\/)/.test(text);
}
