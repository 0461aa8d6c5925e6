import type { DiffStretch } from './wording.answers.js';

/**
 * Two texts word by word: what is the same or removed makes up the first, what is the same or added the second. Where
 * both were changed in one place, what was removed comes first.
 */
export type WordDiff = DiffStretch[];

/** What is left to compare, in pairs of words. Longer texts that differ throughout are told as replaced as a whole. */
const MOST_PAIRS = 4_000_000;

/** Compares two texts of any length, to the last space. The same texts always give the same comparison. */
export function wordDiff(before: string, after: string): WordDiff {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const diff = new Stretches();
  diff.add('same', a.slice(0, start));
  compareMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end), diff);
  diff.add('same', a.slice(a.length - end));
  return diff.list();
}

/** What comparing the letters can say of a change; whether the promise is another one, people decide. */
export function diffHint(before: string, after: string): 'identical' | 'editorial' | 'substantive' {
  if (before === after) return 'identical';
  return bare(before) === bare(after) ? 'editorial' : 'substantive';
}

/** Runs of letters and digits, and every other character by itself, each with the white space before it. */
function wordsOf(text: string): string[] {
  return text.match(/\s*(?:[\p{L}\p{M}\p{N}]+|\S)|\s+$/gu) ?? [];
}

/** Without case, spacing and punctuation. What stands between two digits means something, and so do signs. */
function bare(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/(?<=\p{N}),(?=\p{N})/gu, '')
    .replaceAll(BETWEEN_WORDS, (between, at: number, whole: string) => {
      const betweenDigits = /\p{N}$/u.test(whole.slice(0, at)) && /^\p{N}/u.test(whole.slice(at + between.length));
      return betweenDigits ? between : '';
    });
}

const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}\p{S}%]+/gu;

/** A word that only one of the texts has is the same nowhere: only the others are held against each other. */
function compareMiddle(a: readonly string[], b: readonly string[], diff: Stretches): void {
  const [inA, inB] = [new Set(a), new Set(b)];
  const common = longestCommon(
    [...a.entries()].filter(([, word]) => inB.has(word)),
    [...b.entries()].filter(([, word]) => inA.has(word)),
  );
  let [i, j] = [0, 0];
  for (const [here, there] of [...common, [a.length, b.length] as const]) {
    diff.add('removed', a.slice(i, here));
    diff.add('added', b.slice(j, there));
    diff.add('same', a.slice(here, here + 1));
    [i, j] = [here + 1, there + 1];
  }
}

/** A word and its place in its text. */
type Placed = readonly [place: number, word: string];

/** The places of the words that both texts have in common, in their order; none where there are too many to compare. */
function longestCommon(a: readonly Placed[], b: readonly Placed[]): [inA: number, inB: number][] {
  if (a.length * b.length > MOST_PAIRS) return [];
  const left = leftInCommon(a, b);
  const width = b.length + 1;
  const common: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i]![1] === b[j]![1]) common.push([a[i++]![0], b[j++]![0]]);
    else if (left[(i + 1) * width + j]! >= left[i * width + j + 1]!) i++;
    else j++;
  }
  return common;
}

/** For every pair of places, how many words the rests of both texts have in common, in their order. */
function leftInCommon(a: readonly Placed[], b: readonly Placed[]): Uint32Array {
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i * width + j] =
        a[i]![1] === b[j]![1]
          ? table[(i + 1) * width + j + 1]! + 1
          : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!);
  return table;
}

/** Gathers words into stretches: neighbours of one sort become one, and between two sames what was removed comes first. */
class Stretches {
  private readonly done: DiffStretch[] = [];
  private readonly open = { same: '', removed: '', added: '' };

  add(op: DiffStretch['op'], words: readonly string[]): void {
    if (words.length === 0) return;
    if (op === 'same') this.close('removed', 'added');
    else this.close('same');
    this.open[op] += words.join('');
  }

  list(): WordDiff {
    this.close('same', 'removed', 'added');
    return this.done;
  }

  private close(...ops: DiffStretch['op'][]): void {
    for (const op of ops) {
      if (this.open[op] !== '') this.done.push({ op, text: this.open[op] });
      this.open[op] = '';
    }
  }
}
