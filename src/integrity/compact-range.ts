import { EMPTY_ROOT, type TreeHash } from './tree-hash.js';

/**
 * The least that must be known of a tree to go on with it: the roots of its complete subtrees, at most one of each height,
 * tallest first. Holds the root of a tree whose leaves come one by one.
 */
export class CompactRange {
  private readonly peaks: Uint8Array[] = [];
  private leaves = 0;

  constructor(private readonly hash: TreeHash) {}

  /** Number of leaves. */
  get size(): number {
    return this.leaves;
  }

  /** Roots of the complete subtrees, tallest first. */
  get subtrees(): readonly Uint8Array[] {
    return this.peaks;
  }

  append(leafHash: Uint8Array): void {
    let subtree = leafHash;
    // Every complete subtree as tall as this one joins it: as many as the size has ones at its binary end.
    for (let rest = this.leaves; rest % 2 === 1; rest = (rest - 1) / 2)
      subtree = this.hash.nodeHash(this.peaks.pop()!, subtree);
    this.peaks.push(subtree);
    this.leaves++;
  }

  /** MTH of all leaves. */
  root(): Uint8Array {
    return joined(this.peaks, this.hash);
  }
}

/** The root above complete subtrees that stand side by side, tallest first; MTH([]) where there is none. */
export function joined(subtrees: readonly Uint8Array[], hash: TreeHash): Uint8Array {
  if (subtrees.length === 0) return EMPTY_ROOT;
  return subtrees.reduceRight((right, left) => hash.nodeHash(left, right));
}
