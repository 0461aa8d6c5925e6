import type { DiffStretch } from '../../../projections/state/queries/wording/wording.answers.js';

/** A stretch of a comparison with the white space around it, which stands outside the mark. */
export interface DiffPart {
  op: DiffStretch['op'];
  before: string;
  text: string;
  after: string;
}

/**
 * Two texts word by word, to be read as one. Where there is only more or less white space, that of the second stands,
 * unmarked. Where a space came or went, which can make another number ("10. 5" and "10.5"), the marks hold it.
 */
export function diffParts(diff: readonly DiffStretch[]): DiffPart[] {
  return diff.flatMap((stretch, index) => {
    const other = counterpart(diff, index);
    if (!other || collapsed(stretch).trim() !== collapsed(other).trim()) return [part(stretch)];
    if (collapsed(stretch).trimEnd() !== collapsed(other).trimEnd()) return [{ ...stretch, before: '', after: '' }];
    return stretch.op === 'added' ? [part({ ...stretch, op: 'same' })] : [];
  });
}

/** What was added in the place of something removed, or the other way about. */
function counterpart(diff: readonly DiffStretch[], index: number): DiffStretch | undefined {
  const [op, neighbour] =
    diff[index]!.op === 'removed' ? (['added', diff[index + 1]] as const) : (['removed', diff[index - 1]] as const);
  return diff[index]!.op !== 'same' && neighbour?.op === op ? neighbour : undefined;
}

function collapsed({ text }: DiffStretch): string {
  return text.replaceAll(/\s+/g, ' ');
}

function part({ op, text }: DiffStretch): DiffPart {
  const [, before, words, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text)!;
  return { op, before: before!, text: words!, after: after! };
}
