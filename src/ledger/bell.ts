/** Tells those who wait that there may be news. A ring is a hint: nobody may rely on hearing it. */
export class Bell {
  private rings = 0;
  private readonly waiting = new Set<() => void>();

  /** To be taken before looking for news, so that a ring while looking is not slept through. */
  get count(): number {
    return this.rings;
  }

  ring(): void {
    this.rings++;
    for (const wake of [...this.waiting]) wake();
  }

  /** Resolves at the first ring after `count`, after `timeoutMs`, or when `signal` is aborted. */
  async heard(count: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (this.rings > count || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, timeoutMs);
      signal.addEventListener('abort', wake);
      this.waiting.add(wake);
    });
  }
}
