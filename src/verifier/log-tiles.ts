import { CompactRange } from '../integrity/compact-range.js';
import { TILE_WIDTH, type TileName } from '../integrity/tile-path.js';
import type { TreeHash } from '../integrity/tree-hash.js';

/** A tile as its log must have it. */
export interface MadeTile {
  tile: TileName & { level: number };
  hashes: readonly Uint8Array[];
}

/** Makes the tiles above the entries of a log anew, from the left, and holds no more of them than is still growing. */
export class LogTiles {
  private readonly levels: { growing: Uint8Array[]; full: number }[] = [];

  constructor(private readonly hash: TreeHash) {}

  /** The tiles that the leaf hashes of one more bundle complete: its own, and perhaps some above it. */
  take(leafHashes: readonly Uint8Array[]): MadeTile[] {
    return leafHashes.length < TILE_WIDTH
      ? [this.partOf(0, leafHashes)].filter((made) => made !== undefined)
      : this.full(0, leafHashes);
  }

  /** The tiles above the leaf hashes that are not full. */
  rest(): MadeTile[] {
    return this.levels.flatMap(({ growing }, level) => (level === 0 ? [] : (this.partOf(level, growing) ?? [])));
  }

  private full(level: number, hashes: readonly Uint8Array[]): MadeTile[] {
    const index = this.level(level).full++;
    const above = this.level(level + 1).growing;
    above.push(this.hash.complete(hashes));
    const made = { tile: { level, index, width: TILE_WIDTH }, hashes };
    return above.length < TILE_WIDTH ? [made] : [made, ...this.full(level + 1, above.splice(0))];
  }

  private partOf(level: number, hashes: readonly Uint8Array[]): MadeTile | undefined {
    const tile = { level, index: this.level(level).full, width: hashes.length };
    return hashes.length === 0 ? undefined : { tile, hashes: [...hashes] };
  }

  private level(level: number): { growing: Uint8Array[]; full: number } {
    for (let missing = this.levels.length; missing <= level; missing++) this.levels.push({ growing: [], full: 0 });
    return this.levels[level]!;
  }
}

/** The roots of a log whose leaves come one by one: at its end, and at one size on the way. */
export class Roots {
  private readonly range: CompactRange;
  private kept: Uint8Array | undefined;

  /** @param size at which the root is wanted as well */
  constructor(
    hash: TreeHash,
    private readonly size: number | undefined,
  ) {
    this.range = new CompactRange(hash);
    this.keep();
  }

  append(leafHash: Uint8Array): void {
    this.range.append(leafHash);
    this.keep();
  }

  root(): Uint8Array {
    return this.range.root();
  }

  /** The root at the size that was asked for; `undefined` while there are fewer leaves. */
  get keptRoot(): Uint8Array | undefined {
    return this.kept;
  }

  private keep(): void {
    if (this.range.size === this.size) this.kept = this.range.root();
  }
}
