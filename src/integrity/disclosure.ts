import type { Json, JsonObject } from './canonical-json.js';

/** What opens a commitment: canonical JSON of `[salt, pointer, value]`, kept and shipped as it is. */
export interface Disclosure {
  /** RFC 6901, from the entry's root. */
  pointer: string;
  bytes: string;
}

/** What stands as `$c` for a disclosure: its SHA-256 in base64url. */
export type CommitmentTo = (bytes: string) => string;

/**
 * The value behind the commitment at a disclosure's pointer, or `undefined` where it does not open that.
 *
 * @throws SyntaxError, RangeError what stands in the disclosure is no JSON, or no pointer
 */
export function openCommitment(
  root: JsonObject,
  { pointer, bytes }: Disclosure,
  commitmentTo: CommitmentTo,
): { value: Json } | undefined {
  const [, disclosedPointer, value] = JSON.parse(bytes) as [string, string, Json];
  const found = pointerTokens(pointer).reduce<Json | undefined>(member, root);
  const opens = disclosedPointer === pointer && isCommitment(found) && found.$c === commitmentTo(bytes);
  return opens ? { value } : undefined;
}

function isCommitment(value: Json | undefined): value is { $c: string } {
  return isContainer(value) && !Array.isArray(value) && typeof value.$c === 'string' && Object.keys(value).length === 1;
}

export type Container = Json[] | JsonObject;

export function isContainer(value: Json | undefined): value is Container {
  return typeof value === 'object' && value !== null;
}

/** The member or element of that name; inherited properties and an array's `length` do not count. */
export function member(value: Json | undefined, key: string): Json | undefined {
  if (!isContainer(value) || !Object.hasOwn(value, key)) return undefined;
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
  return value[key];
}

/** The reference tokens of a pointer, unescaped. Throws RangeError on what is none. */
export function pointerTokens(pointer: string): string[] {
  if (pointer !== '' && !pointer.startsWith('/')) throw new RangeError(`"${pointer}" is not a JSON pointer`);
  return pointer
    .split('/')
    .slice(1)
    .map((token) => (token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token));
}
