import type { DiffStretch } from '../../../projections/state/queries/wording/wording.answers.js';

/** A stretch of a comparison with the white space around it, which stands outside the mark: a space is no change. */
export interface DiffPart {
  op: DiffStretch['op'];
  before: string;
  text: string;
  after: string;
}

/** Two texts word by word, to be read as one. Where only white space differs, that of the second stands, unmarked. */
export function diffParts(diff: readonly DiffStretch[]): DiffPart[] {
  return shown(diff).map(({ op, text }) => {
    const [, before, words, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text)!;
    return { op, before: before!, text: words!, after: after! };
  });
}

function shown(diff: readonly DiffStretch[]): DiffStretch[] {
  return diff.flatMap((stretch, index) => {
    const [next, last] = [diff[index + 1], diff[index - 1]];
    if (stretch.op === 'removed' && next?.op === 'added' && sameWords(stretch, next)) return [];
    const isSame = stretch.op === 'added' && last?.op === 'removed' && sameWords(last, stretch);
    return [isSame ? { ...stretch, op: 'same' as const } : stretch];
  });
}

function sameWords(one: DiffStretch, other: DiffStretch): boolean {
  const [a, b] = [one, other].map(({ text }) => text.trim().replaceAll(/\s+/g, ' '));
  return a === b;
}
