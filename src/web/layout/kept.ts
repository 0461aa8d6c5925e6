/** Answers that cannot change, kept while they are asked for. */
export class Kept<T> {
  private readonly answers = new Map<string, Promise<T>>();

  /** @param most answers; the one that was asked for longest ago goes first */
  constructor(private readonly most: number) {}

  /** The answer for a key; a failed one is asked for again. */
  get(key: string, ask: () => Promise<T>): Promise<T> {
    const answer = this.answers.get(key) ?? ask();
    this.answers.delete(key);
    this.answers.set(key, answer);
    answer.catch(() => this.answers.delete(key));
    if (this.answers.size > this.most) this.answers.delete(this.answers.keys().next().value!);
    return answer;
  }
}
