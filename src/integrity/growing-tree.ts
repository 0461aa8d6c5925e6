import { CompactRange, joined } from './compact-range.js';
import { TILE_WIDTH, type TileName } from './tile-path.js';
import type { TreeHash } from './tree-hash.js';

/** A tile as its log must have it. */
export interface MadeTile {
  tile: TileName & { level: number };
  hashes: readonly Uint8Array[];
}

interface Level {
  /** The hashes of the last tile, while it is not full. */
  growing: readonly Uint8Array[];
  /** Number of tiles before that. */
  full: number;
}

/**
 * Makes the tree above the entries of a log anew, from the left and a bundle at a time, each of its nodes once. Holds no
 * more of it than the tiles that are still growing.
 */
export class GrowingTree {
  private levels: Level[] = [{ growing: [], full: 0 }];
  private leaves = 0;
  private readonly roots = new Map<number, Uint8Array>();
  /** Sizes whose roots are still to be made, the greatest first. */
  private readonly wanted: number[];

  /** @param sizes at which the root is wanted as well */
  constructor(
    private readonly hash: TreeHash,
    sizes: Iterable<number> = [],
  ) {
    this.wanted = [...sizes].sort((a, b) => b - a);
    this.keepRoots([]);
  }

  /** The root at a size that was asked for; `undefined` while there are fewer leaves. */
  rootAt(size: number): Uint8Array | undefined {
    return this.roots.get(size);
  }

  /**
   * Takes in the leaf hashes of the next bundle. All of them are full but the last.
   *
   * @returns the tiles that it completes: its own, and perhaps some above it
   */
  take(leafHashes: readonly Uint8Array[]): MadeTile[] {
    this.keepRoots(leafHashes);
    this.leaves += leafHashes.length;
    if (leafHashes.length === TILE_WIDTH) return this.fill(0, leafHashes);
    this.level(0).growing = leafHashes;
    return this.partOf(0);
  }

  /** The tiles above the leaf hashes that are not full. */
  rest(): MadeTile[] {
    return this.levels.flatMap((_, level) => (level === 0 ? [] : this.partOf(level)));
  }

  /** MTH of all leaves so far. */
  root(): Uint8Array {
    return this.rootAbove(this.level(0).growing);
  }

  /** Another tree that goes on from here by itself. */
  fork(): GrowingTree {
    const tree = new GrowingTree(this.hash);
    tree.levels = this.levels.map((level) => ({ ...level }));
    tree.leaves = this.leaves;
    return tree;
  }

  /** Of the sizes that the next bundle reaches. */
  private keepRoots(leafHashes: readonly Uint8Array[]): void {
    const end = this.leaves + leafHashes.length;
    for (let size = this.wanted.at(-1); size !== undefined && size <= end; size = this.wanted.at(-1)) {
      this.roots.set(size, this.rootAbove(leafHashes.slice(0, size - this.leaves)));
      this.wanted.pop();
    }
  }

  private fill(level: number, hashes: readonly Uint8Array[]): MadeTile[] {
    const made = { tile: { level, index: this.level(level).full++, width: TILE_WIDTH }, hashes };
    const above = this.level(level + 1);
    const grown = [...above.growing, this.hash.complete(hashes)];
    above.growing = grown.length < TILE_WIDTH ? grown : [];
    return grown.length < TILE_WIDTH ? [made] : [made, ...this.fill(level + 1, grown)];
  }

  private partOf(level: number): MadeTile[] {
    const { growing: hashes, full: index } = this.level(level);
    return hashes.length === 0 ? [] : [{ tile: { level, index, width: hashes.length }, hashes }];
  }

  /** @param leafHashes of the last tile, which is not full */
  private rootAbove(leafHashes: readonly Uint8Array[]): Uint8Array {
    const tiles = this.levels.map(({ growing }, level) => (level === 0 ? leafHashes : growing));
    return joined(
      tiles.reverse().flatMap((hashes) => this.subtreesOf(hashes)),
      this.hash,
    );
  }

  private subtreesOf(hashes: readonly Uint8Array[]): readonly Uint8Array[] {
    const range = new CompactRange(this.hash);
    for (const hash of hashes) range.append(hash);
    return range.subtrees;
  }

  private level(level: number): Level {
    for (let missing = this.levels.length; missing <= level; missing++) this.levels.push({ growing: [], full: 0 });
    return this.levels[level]!;
  }
}
