import { canonicalJson } from '../integrity/canonical-json.js';

/** True for equal JSON; a value that was erased from `recorded` cannot be compared and counts as equal. */
export function sameJson(stated: unknown, recorded: unknown): boolean {
  if (isErased(recorded)) return true;
  if (Array.isArray(stated) && Array.isArray(recorded))
    return stated.length === recorded.length && stated.every((item, index) => sameJson(item, recorded[index]));
  if (!isObject(stated) || !isObject(recorded)) return canonicalJson(stated) === canonicalJson(recorded);
  const keys = new Set([...Object.keys(stated), ...Object.keys(recorded)]);
  return [...keys].every((key) => key in stated && key in recorded && sameJson(stated[key], recorded[key]));
}

/** What stands in a payload beside the statement itself, from the command that made it. */
const OF_THE_COMMAND = new Set(['actingAs', 'citations', 'reason']);

/** True when two payloads state the same, whoever said so, why, and on which passage it rests. */
export function sameStatement(stated: object, recorded: object): boolean {
  const bare = (payload: object) =>
    Object.fromEntries(Object.entries(payload).filter(([name]) => !OF_THE_COMMAND.has(name)));
  return sameJson(bare(stated), bare(recorded));
}

function isErased(value: unknown): boolean {
  return isObject(value) && typeof value.$c === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
