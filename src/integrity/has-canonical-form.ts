import { FORBIDDEN_KEYS, MAX_DEPTH } from './canonical-json.js';

/**
 * Whether `canonicalJson` takes a value, at a tenth of the cost of writing it. Where this is true, `JSON.stringify` gives
 * a text of the same length that differs in the order of keys alone.
 *
 * @param depth of the value itself, the top level being 1
 */
export function hasCanonicalForm(value: unknown, depth = 1): boolean {
  switch (typeof value) {
    case 'string':
      return isText(value);
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0);
    case 'boolean':
      return true;
    case 'object':
      return value === null || (depth <= MAX_DEPTH && holdsCanonicalForms(value, depth));
    default:
      return false;
  }
}

function holdsCanonicalForms(container: object, depth: number): boolean {
  if (Array.isArray(container)) {
    // By index: a hole reads as `undefined`, which has no form.
    for (let i = 0; i < container.length; i++) if (!hasCanonicalForm(container[i], depth + 1)) return false;
    return true;
  }
  const prototype = Object.getPrototypeOf(container);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const members = container as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    if (!isText(key) || FORBIDDEN_KEYS.has(key) || !hasCanonicalForm(members[key], depth + 1)) return false;
  }
  return true;
}

function isText(value: string): boolean {
  return value.isWellFormed() && !value.includes('\u0000');
}
