/** Runs tasks one after another for each key, in the order in which they come, and some at once over all keys. */
export class Lanes {
  private readonly last = new Map<string, Promise<void>>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  /** @param most tasks at once */
  constructor(private readonly most: number) {}

  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.last.get(key);
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    this.last.set(key, left);
    try {
      await before;
      await this.enter();
      try {
        return await task();
      } finally {
        this.exit();
      }
    } finally {
      if (this.last.get(key) === left) this.last.delete(key);
      leave();
    }
  }

  /** Resolves when everything that is running or waiting now has ended. */
  async idle(): Promise<void> {
    await Promise.all(this.last.values());
  }

  private async enter(): Promise<void> {
    if (this.running < this.most) this.running++;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** The place goes straight to whoever has waited longest. */
  private exit(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running--;
  }
}
