/**
 * RFC 8785 (JCS) canonical JSON, narrowed to a profile that every language reproduces: whole numbers up to 2^53-1,
 * well-formed strings without U+0000, plain objects and dense arrays nested at most 16 deep, no `__proto__`-like keys.
 */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Containers nest at most this deep, the top-level one being 1. */
export const MAX_DEPTH = 16;

/** Names that mean something else than a member to JavaScript. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Says where (RFC 6901 pointer) and why a value has no canonical form. */
export class NotCanonicalError extends Error {
  constructor(
    readonly pointer: string,
    readonly why: string,
  ) {
    super(`${pointer === '' ? 'The document' : pointer}: ${why}`);
    this.name = 'NotCanonicalError';
  }
}

/** The canonical text of a value. Throws {@link NotCanonicalError} on anything outside the profile; nothing is dropped. */
export function canonicalJson(value: unknown): string {
  return write(value, []);
}

/** The canonical UTF-8 bytes of a value. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalJson(value), 'utf8');
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a canonical object strictly. Requires that serialising the parsed value gives the same bytes again: that one
 * comparison refuses duplicate keys, white space, other escapes, `1.0`, `1e3` and `-0`.
 */
export function parseCanonical(bytes: Uint8Array): JsonObject {
  const text = UTF8.decode(bytes);
  const value = JSON.parse(text) as Json;
  if (!isPlainlyCanonical(text, value) && canonicalJson(value) !== text)
    throw new NotCanonicalError('', 'these bytes are not the canonical form');
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new NotCanonicalError('', 'an entry must be an object');
  return value;
}

/**
 * Whether the text of a parsed value is canonical, in a third of the time of `canonicalJson`, which decides where this is
 * false. JSON.stringify writes each string and number in the canonical way, and takes more than the profile does: no
 * `\u` in the text leaves no NUL and no lone surrogate in it, and the rest is looked at in the value.
 */
export function isPlainlyCanonical(text: string, value: Json): boolean {
  return !text.includes('\\u') && isInOrder(value, 1) && JSON.stringify(value) === text;
}

/** Whether JSON.stringify writes the keys in the canonical order, and numbers, keys and depth are within the profile. */
function isInOrder(value: Json, depth: number): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isInOrder(item, depth + 1));
  let before: string | undefined;
  for (const key of Object.keys(value)) {
    if (before !== undefined && key <= before) return false;
    if (FORBIDDEN_KEYS.has(key) || !isInOrder(value[key]!, depth + 1)) return false;
    before = key;
  }
  return true;
}

/** Escapes one reference token of a JSON pointer (RFC 6901 section 3). */
export function pointerToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Where the writer is, from the top; spelled out as a pointer only for an error. */
type Path = (string | number)[];

function write(value: unknown, path: Path): string {
  switch (typeof value) {
    case 'string':
      return text(value, path);
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0))
        throw refused(path, 'only whole numbers up to 2^53-1 are allowed; write measures as strings');
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (path.length >= MAX_DEPTH) throw refused(path, `nested deeper than ${MAX_DEPTH} levels`);
      return Array.isArray(value) ? array(value, path) : object(value, path);
    default:
      throw refused(path, `a value of type ${typeof value} has no JSON form`);
  }
}

function text(value: string, path: Path): string {
  if (!value.isWellFormed()) throw refused(path, 'the text contains a broken (lone surrogate) character');
  if (value.includes('\u0000')) throw refused(path, 'the text contains a NUL character');
  return JSON.stringify(value);
}

function array(value: unknown[], path: Path): string {
  let items = '';
  for (let i = 0; i < value.length; i++) {
    path.push(i);
    if (!(i in value)) throw refused(path, 'the list has a hole');
    items += `${i === 0 ? '' : ','}${write(value[i], path)}`;
    path.pop();
  }
  return `[${items}]`;
}

function object(value: object, path: Path): string {
  // Plain means: directly below some Object.prototype, which need not be that of this realm (structuredClone in a vm).
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw refused(path, 'only plain objects are allowed');
  // Array.prototype.sort compares UTF-16 code units, which is the order that RFC 8785 section 3.2.3 asks for.
  let members = '';
  for (const key of Object.keys(value).sort()) {
    if (FORBIDDEN_KEYS.has(key)) throw refused(path, `the key "${key}" is not allowed`);
    path.push(key);
    const separator = members === '' ? '' : ',';
    members += `${separator}${text(key, path)}:${write((value as Record<string, unknown>)[key], path)}`;
    path.pop();
  }
  return `{${members}}`;
}

function refused(path: Path, why: string): NotCanonicalError {
  return new NotCanonicalError(path.map((key) => `/${pointerToken(String(key))}`).join(''), why);
}
