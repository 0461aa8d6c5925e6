/** Answers that cannot change, or not for a while, kept while they are asked for. */
export class Kept<T> {
  private readonly answers = new Map<string, { answer: Promise<T>; since: number }>();

  /**
   * @param most answers; the one that was asked for longest ago goes first
   * @param longest milliseconds that one is kept; for ever unless told
   */
  constructor(
    private readonly most: number,
    private readonly longest = Number.POSITIVE_INFINITY,
  ) {}

  /** The answer for a key; a failed one is asked for again. Whoever asks meanwhile waits for the same one. */
  get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.answers.get(key);
    const now = performance.now();
    const isFresh = known !== undefined && now - known.since < this.longest;
    const kept = isFresh ? known : { answer: ask(), since: now };
    this.answers.delete(key);
    this.answers.set(key, kept);
    if (!isFresh)
      kept.answer.catch(() => {
        if (this.answers.get(key) === kept) this.answers.delete(key);
      });
    if (this.answers.size > this.most) this.answers.delete(this.answers.keys().next().value!);
    return kept.answer;
  }
}
