/** What was waited for did not come in time. */
export class NoAnswerError extends Error {
  constructor(ms: number) {
    super(`No answer within ${ms} ms`);
    this.name = 'NoAnswerError';
  }
}

/**
 * What work gives within a time. Later it is nobody's any more, whatever becomes of it.
 *
 * @param signal ends the waiting early; at once, where it is aborted already
 * @throws NoAnswerError
 */
export async function within<T>(ms: number, work: Promise<T>, signal?: AbortSignal): Promise<T> {
  work.catch(() => undefined);
  let giveUp: () => void = () => undefined;
  const late = new Promise<never>((_, reject) => {
    giveUp = () => reject(new NoAnswerError(ms));
  });
  const timer = setTimeout(giveUp, ms);
  if (signal?.aborted) giveUp();
  else signal?.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}
