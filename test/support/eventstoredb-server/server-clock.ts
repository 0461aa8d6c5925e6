const TICKS_PER_MS = 10_000n;

/** The server's own time. It may be set, and then goes on from there; it may be set back. */
export class ServerClock {
  private offsetMs = 0;
  private stoppedAt: number | undefined;

  set(instant: Date): void {
    this.stoppedAt = undefined;
    this.offsetMs = instant.getTime() - Date.now();
  }

  /** Lets it stand still at an instant. */
  stop(instant: Date): void {
    this.stoppedAt = instant.getTime();
  }

  /** Moves it by so many milliseconds, backwards when negative. */
  step(ms: number): void {
    this.offsetMs += ms;
  }

  /** 100-ns ticks since 1970, never on a full millisecond. */
  ticks(): bigint {
    const ms = this.stoppedAt ?? Date.now() + this.offsetMs;
    return BigInt(Math.floor(ms)) * TICKS_PER_MS + 1_234n + (process.hrtime.bigint() % 8_000n);
  }
}
