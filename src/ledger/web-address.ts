/** What no address holds as it is written: white space, what is not seen, and what browsers read as something else. */
const NEVER_IN_AN_ADDRESS = /[\s\p{C}\p{Z}<>"\\^`{|}]/u;

/** Whether a text is the address of a page or file on the web, which a reader can be sent to. */
export function isWebAddress(text: unknown): boolean {
  if (typeof text !== 'string' || NEVER_IN_AN_ADDRESS.test(text)) return false;
  if (!/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return false;
  // A name before the host hides where an address leads, and a password would be published.
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

/** Whether a text is the path of a page of this ledger itself, such as `/reports/REPORT`. */
export function isOwnPath(text: unknown): boolean {
  return typeof text === 'string' && !NEVER_IN_AN_ADDRESS.test(text) && /^\/(?!\/)/.test(text);
}
