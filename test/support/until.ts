import { setTimeout as delay } from 'node:timers/promises';

/** Looks again until there is something (neither `false` nor `null` nor `undefined`), for at most `timeoutMs`. */
export async function until<T>(
  what: string,
  look: () => Promise<T | false | null | undefined>,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Still waiting for ${what} after ${timeoutMs} ms`);
    await delay(10);
  }
}
