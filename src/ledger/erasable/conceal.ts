import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson, type Json, type JsonObject } from '../../integrity/canonical-json.js';
import {
  type Disclosure,
  isContainer,
  member,
  openCommitment,
  pointerTokens as tokens,
} from '../../integrity/disclosure.js';

export type { Disclosure } from '../../integrity/disclosure.js';

/** A value to be replaced by a commitment. */
export interface ErasableField {
  /** RFC 6901 pointer from the entry's root, for example `/data/reason`. */
  pointer: string;
  /** Id (UUID) of the person it names; `null` for narrative. */
  subject: string | null;
}

const SALT_BYTES = 16;

/**
 * Replaces values of an entry by salted commitments `{"$c": …}`. The root handed in stays as it is.
 *
 * @param root an entry, or the part of it that holds the fields at the same pointers
 * @param salt 16 fresh random bytes for each field
 * @throws RangeError a pointer leads nowhere, into another field, or to a value that holds a commitment already
 */
export function conceal(
  root: JsonObject,
  fields: readonly ErasableField[],
  salt: () => Buffer = () => randomBytes(SALT_BYTES),
): { root: JsonObject; disclosures: (Disclosure & { subject: string | null })[] } {
  const copy = structuredClone(root);
  const disclosures = fields.map(({ pointer, subject }) => {
    const place = locate(copy, pointer);
    if (!place) throw new RangeError(`${pointer}: there is nothing to conceal`);
    if (tokens(pointer).includes('$c') || holdsCommitment(place.value))
      throw new RangeError(`${pointer}: a value with "$c" cannot be concealed`);
    const bytes = canonicalJson([salt().toString('base64url'), pointer, place.value]);
    place.replace({ $c: commitmentTo(bytes) });
    return { pointer, subject, bytes };
  });
  return { root: copy, disclosures };
}

/**
 * Puts values back where their disclosure is held; elsewhere the commitment stays. Shares what it does not change with
 * the root handed in, which stays as it is. Of several disclosures for one place, the one that opens the commitment
 * counts: the others were made for events that were decided again before an engine took them.
 *
 * @throws RangeError none of the disclosures for a place opens the commitment there
 */
export function reveal(root: JsonObject, disclosures: readonly Disclosure[]): JsonObject {
  let revealed = root;
  const opened = disclosures.map((disclosure) => {
    const inside = open(root, disclosure);
    if (inside) revealed = substitute(revealed, tokens(disclosure.pointer), () => inside.value) as JsonObject;
    return inside !== undefined;
  });
  mustOpenEachPlace(disclosures, opened);
  return revealed;
}

/**
 * The disclosures that open a commitment, one for each place.
 *
 * @throws RangeError none of the disclosures for a place opens the commitment there
 */
export function thoseThatOpen(root: JsonObject, disclosures: readonly Disclosure[]): Disclosure[] {
  const opened = disclosures.map((disclosure) => opens(root, disclosure));
  mustOpenEachPlace(disclosures, opened);
  return disclosures.filter((_, i) => opened[i]);
}

/** Whether a disclosure opens the commitment at its pointer. */
export function opens(root: JsonObject, disclosure: Disclosure): boolean {
  return open(root, disclosure) !== undefined;
}

function open(root: JsonObject, disclosure: Disclosure): { value: Json } | undefined {
  return openCommitment(root, disclosure, commitmentTo);
}

function mustOpenEachPlace(disclosures: readonly Disclosure[], opened: readonly boolean[]): void {
  if (!opened.includes(false)) return;
  const open = new Set(disclosures.filter((_, i) => opened[i]).map(({ pointer }) => pointer));
  const closed = disclosures.find(({ pointer }) => !open.has(pointer));
  if (closed) throw new RangeError(`${closed.pointer}: the disclosure does not open the commitment`);
}

function commitmentTo(bytes: string): string {
  return createHash('sha256').update(bytes, 'utf8').digest('base64url');
}

function holdsCommitment(value: Json): boolean {
  if (!isContainer(value)) return false;
  return Object.entries(value).some(([key, inner]) => key === '$c' || holdsCommitment(inner));
}

function locate(root: JsonObject, pointer: string): { value: Json; replace: (by: Json) => void } | undefined {
  const path = tokens(pointer);
  const key = path.pop();
  const parent = path.reduce<Json | undefined>(member, root);
  if (key === undefined || !isContainer(parent)) return undefined;
  const value = member(parent, key);
  if (value === undefined) return undefined;
  const replace = (by: Json) => {
    (parent as Record<string, Json>)[key] = by;
  };
  return { value, replace };
}

/** A copy with the value at a path exchanged; copies only the containers on the way. */
function substitute(value: Json | undefined, path: string[], exchange: (found: Json | undefined) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined || !isContainer(value)) return exchange(value);
  const inner = substitute(member(value, key), rest, exchange);
  if (!Array.isArray(value)) return { ...value, [key]: inner };
  return value.map((item, i) => (String(i) === key ? inner : item));
}
