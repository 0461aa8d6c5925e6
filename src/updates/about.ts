/** What an update is about: as a whole, and paragraph by paragraph where that is said. */
export interface UpdateTargets {
  targets: readonly string[];
  /** Ids of its paragraphs. */
  blocks: readonly string[];
  /** Of paragraphs that are said to be about something of their own. */
  byBlock: ReadonlyMap<string, readonly string[]>;
}

/** Whether a paragraph is about a target: one that is said to be about it, or is not said to be about something else. */
export function hasWordsOn(target: string, { targets, blocks, byBlock }: UpdateTargets): boolean {
  return blocks.some((block) => (byBlock.get(block) ?? targets).includes(target));
}

/**
 * Whether an update is about a target by itself, so that its report cannot say that it has none. A row of a report is
 * about its theme and about the commitments that stand in it, but is not an update of each of them, unless a paragraph
 * is said to be about it.
 */
export function isUpdateOf(target: string, update: UpdateTargets, isNode: (id: string) => boolean): boolean {
  const isSaid = update.blocks.some((block) => update.byBlock.get(block)?.includes(target));
  const isRow = update.targets.some((other) => other !== target && isNode(other));
  return isSaid || (!isRow && hasWordsOn(target, update));
}
