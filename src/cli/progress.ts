import { SingleBar } from 'cli-progress';

/** Shows how far long work has come, on standard error: a bar on a terminal, a line per tenth elsewhere. */
export class Progress {
  private bar: SingleBar | undefined;
  private tenth = 0;
  private started = 0;

  constructor(private readonly what: string) {}

  /** @param total unknown while it is 0 */
  show(done: number, total: number): void {
    if (process.stderr.isTTY) this.draw(done, total);
    else this.say(done, total);
  }

  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }

  private draw(done: number, total: number): void {
    if (!this.bar) {
      const format = `${this.what} {bar} {value} of {total}, {rate}/s, {eta_formatted} left`;
      this.bar = new SingleBar({ format, hideCursor: true, clearOnComplete: false, etaBuffer: 200, fps: 10 });
      this.bar.start(total, 0, { rate: 0 });
      this.started = performance.now();
    }
    this.bar.setTotal(Math.max(total, done));
    this.bar.update(done, { rate: Math.round((done * 1000) / Math.max(1, performance.now() - this.started)) });
  }

  private say(done: number, total: number): void {
    const tenth = total > 0 ? Math.floor((done * 10) / total) : 0;
    if (tenth <= this.tenth) return;
    this.tenth = tenth;
    console.error(`${this.what}: ${done} of ${total}`);
  }
}
