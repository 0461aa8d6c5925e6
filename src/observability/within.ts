import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What the work gives, unless it takes too long. The work itself goes on, and how it ends is then nobody's business.
 *
 * @throws what the work throws, or an error after `ms` milliseconds
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const patience = new AbortController();
  const late = sleep(ms, undefined, { signal: patience.signal }).then(() => {
    throw new Error(`No answer within ${ms} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    patience.abort();
    late.catch(() => undefined);
    work.catch(() => undefined);
  }
}
