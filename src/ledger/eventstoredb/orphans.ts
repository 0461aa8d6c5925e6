import type { JsonObject } from '../../integrity/canonical-json.js';
import { opens } from '../erasable/conceal.js';
import type { Candidate } from '../erasable/erasable-store.js';

/**
 * What becomes of a claim that is too old for its event to be on its way:
 * - `settled`: the event is in the log, which knows its id from now on
 * - `waiting`: the event is recorded, and the log does not have it yet
 * - `orphaned`: there is no such event
 */
export type Fate = 'settled' | 'waiting' | 'orphaned';

export function fateOf({ isSealed, isRecorded }: { isSealed: boolean; isRecorded: boolean }): Fate {
  if (isSealed) return 'settled';
  return isRecorded ? 'waiting' : 'orphaned';
}

/**
 * The disclosures that stand beside the right one; `null` where a place has no right one: something is wrong there, and
 * shall be seen. A disclosure whose key is gone is taken for the right one, which was erased.
 *
 * @param root the entry
 */
export function straysOf(root: JsonObject, candidates: readonly Candidate[]): Candidate[] | null {
  const isRight = ({ pointer, bytes }: Candidate) => bytes === null || opens(root, { pointer, bytes });
  const accounted = new Set(candidates.filter(isRight).map(({ pointer }) => pointer));
  if (candidates.some(({ pointer }) => !accounted.has(pointer))) return null;
  return candidates.filter((candidate) => !isRight(candidate));
}
