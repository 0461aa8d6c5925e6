import type { UpdateBlock } from '../../../projections/state/queries/update/update.answers.js';

/** Blocks of an update as a page shows them: bullets that stand together are one list. */
export type Passage = { is: 'paragraph' | 'heading'; text: string | null } | { is: 'list'; items: (string | null)[] };

export function passagesOf(blocks: readonly Pick<UpdateBlock, 'kind' | 'text'>[]): Passage[] {
  const passages: Passage[] = [];
  for (const { kind, text } of blocks) {
    const last = passages.at(-1);
    if (kind !== 'bullet') passages.push({ is: kind === 'subHeading' ? 'heading' : 'paragraph', text });
    else if (last?.is === 'list') last.items.push(text);
    else passages.push({ is: 'list', items: [text] });
  }
  return passages;
}
