import { canonicalJson } from '../integrity/canonical-json.js';

/** True for equal JSON; a value that was erased from either cannot be compared and counts as equal. */
export function sameJson(stated: unknown, recorded: unknown): boolean {
  if (isErased(stated) || isErased(recorded)) return true;
  if (Array.isArray(stated) && Array.isArray(recorded))
    return stated.length === recorded.length && stated.every((item, index) => sameJson(item, recorded[index]));
  if (!isObject(stated) || !isObject(recorded)) return canonicalJson(stated) === canonicalJson(recorded);
  const keys = new Set([...Object.keys(stated), ...Object.keys(recorded)]);
  return [...keys].every((key) => key in stated && key in recorded && sameJson(stated[key], recorded[key]));
}

/** True when two payloads state the same, whoever said so, on whichever passage it rests, and apart from these members. */
export function sameStatement(stated: object, recorded: object, apartFrom: readonly string[] = []): boolean {
  const left = new Set(['actingAs', 'citations', ...apartFrom]);
  const bare = (payload: object) => Object.fromEntries(Object.entries(payload).filter(([name]) => !left.has(name)));
  return sameJson(bare(stated), bare(recorded));
}

function isErased(value: unknown): boolean {
  return isObject(value) && typeof value.$c === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
