import { nodePrimitives } from '../../integrity/node-primitives.js';
import { TreeHash } from '../../integrity/tree-hash.js';

const PAGE = 1_000;
const tree = new TreeHash(nodePrimitives);

/** The sealed log, page by page. */
export interface SealedPages {
  /** Number of sealed entries. */
  size(): Promise<number>;
  /** Entries in order, behind the place `after` (-1 from the beginning) and before the place `atSize`. */
  page(range: { after: number; limit: number; atSize: number }): Promise<SealedEntry[]>;
}

interface SealedEntry {
  index: number;
  /** Canonical JSON in UTF-8. */
  entry: Buffer;
  /** SHA-256 of 0x00 and the entry. */
  leafHash: Buffer;
}

/** Compares entries that come in order with those that were sealed. */
export class SealedEntries {
  private waiting: SealedEntry[] = [];
  private next = 0;

  private constructor(
    private readonly log: SealedPages,
    /** Number of sealed entries. */
    readonly size: number,
  ) {}

  static async of(log: SealedPages): Promise<SealedEntries> {
    return new SealedEntries(log, await log.size());
  }

  /** True when the next entry is what was sealed at its place, or nothing was sealed there yet. */
  async agrees(entry: Buffer): Promise<boolean> {
    const index = this.next++;
    if (index >= this.size) return true;
    if (this.waiting.length === 0)
      this.waiting = await this.log.page({ after: index - 1, limit: PAGE, atSize: this.size });
    const sealed = this.waiting.shift();
    if (sealed?.index !== index || !sealed.entry.equals(entry)) return false;
    return sealed.leafHash.equals(tree.leafHash(entry));
  }
}
