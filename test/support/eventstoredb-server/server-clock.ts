const TICKS_PER_MS = 10_000n;

/** The server's own time. It may be set, and then goes on from there; it may be set back. */
export class ServerClock {
  private offsetMs = 0;

  set(instant: Date): void {
    this.offsetMs = instant.getTime() - Date.now();
  }

  /** Moves it by so many milliseconds, backwards when negative. */
  step(ms: number): void {
    this.offsetMs += ms;
  }

  /** 100-ns ticks since 1970, never on a full millisecond. */
  ticks(): bigint {
    return BigInt(Math.floor(Date.now() + this.offsetMs)) * TICKS_PER_MS + 1_234n + (process.hrtime.bigint() % 8_000n);
  }
}
