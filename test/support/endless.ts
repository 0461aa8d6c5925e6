import { createContext, Script } from 'node:vm';

/** Longer than any test may take: one that comes to wait for so long has failed by its own time-out. In milliseconds. */
export const ENDLESS_MS = 30 * 60_000;

/** In milliseconds. */
const MOST_MS = 60_000;

/**
 * What work gives that nothing is waited for in. It is interrupted, with an error, where it has not ended within a minute:
 * jest's own time-outs cannot do that. Give it work of a moment that would take ten minutes if it were done badly, so
 * that a busy machine makes no difference.
 */
export function ending<T>(work: () => T): T {
  return new Script('work()').runInContext(createContext({ work }), { timeout: MOST_MS });
}
