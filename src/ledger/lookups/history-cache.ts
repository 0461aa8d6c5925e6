import type { StreamHistory } from '../history.js';

/** Keeps the histories that were used last, up to a number of events in all. */
export class HistoryCache {
  private readonly histories = new Map<string, StreamHistory>();
  private held = 0;

  /** @param most events held at once, over all histories; a longer history is not kept */
  constructor(private readonly most: number) {}

  get(stream: string): StreamHistory | undefined {
    const history = this.histories.get(stream);
    if (history) {
      // A Map keeps the order of insertion: what was used last stands last, what is let go stands first.
      this.histories.delete(stream);
      this.histories.set(stream, history);
    }
    return history;
  }

  put(history: StreamHistory): void {
    this.drop(history.stream);
    if (history.events.length > this.most) return;
    this.histories.set(history.stream, history);
    this.held += history.events.length;
    for (const stream of this.histories.keys()) {
      if (this.held <= this.most) return;
      this.drop(stream);
    }
  }

  drop(stream: string): void {
    this.held -= this.histories.get(stream)?.events.length ?? 0;
    this.histories.delete(stream);
  }
}
