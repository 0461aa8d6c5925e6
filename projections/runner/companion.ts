/** What goes on beside a projection, in the one process that runs it. */
export interface Companion {
  /**
   * Runs until the signal is aborted, and then ends soon. Never throws.
   *
   * @param instance the name of the runner, as the projection's place has it while it runs the projection
   */
  run(instance: string, signal: AbortSignal): Promise<void>;
  /** Is told that the projection has taken in events, which can be read by now. */
  tookIn(): void;
}

/** Does work with a companion beside it from its beginning to its end. */
export async function accompanied(
  companion: Companion | undefined,
  instance: string,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  const ended = new AbortController();
  const beside = companion?.run(instance, AbortSignal.any([signal, ended.signal]));
  try {
    await work();
  } finally {
    ended.abort();
    await beside;
  }
}
