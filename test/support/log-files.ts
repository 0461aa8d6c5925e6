import { toBase64 } from '../../src/integrity/base64.js';
import { encodeBundle } from '../../src/integrity/bundle.js';
import { canonicalBytes, type JsonObject } from '../../src/integrity/canonical-json.js';
import { type Checkpoint, checkpointText } from '../../src/integrity/checkpoint.js';
import { formatVkey, publicKeyOf, type SecretKey } from '../../src/integrity/keys.js';
import { logSignature } from '../../src/integrity/log-signature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { writeNote } from '../../src/integrity/note.js';
import { inclusionRanges } from '../../src/integrity/proof.js';
import { rangeHash } from '../../src/integrity/stored-hashes.js';
import { tilePath } from '../../src/integrity/tile-path.js';
import { encodeTile, tilesOfLevel, tilesOfTree } from '../../src/integrity/tiles.js';
import { TreeHash } from '../../src/integrity/tree-hash.js';
import type { Source } from '../../src/verifier/source.js';
import { PlainTree } from './plain-tree.js';
import { readerOf, storedLevels } from './stored-tree.js';

export const LOG_KEY: SecretKey = { name: 'ledger.example/checked', seed: new Uint8Array(32).fill(5) };
export const LOG_VKEY = `${formatVkey(publicKeyOf(LOG_KEY, 'log', nodePrimitives))}\n`;

const tree = new TreeHash(nodePrimitives);

/** The files of a log, as they are served, by their paths. */
export class LogFiles implements Source {
  readonly files = new Map<string, Uint8Array>();

  async read(path: string): Promise<Uint8Array | null> {
    return this.files.get(path) ?? null;
  }

  set(path: string, bytes: Uint8Array | string): this {
    this.files.set(path, typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
    return this;
  }

  /** Exchanges one byte for another. */
  flip(path: string, at: number): this {
    const bytes = Uint8Array.from(this.files.get(path)!);
    bytes[at]! ^= 1;
    return this.set(path, bytes);
  }

  text(path: string): string {
    return Buffer.from(this.files.get(path)!).toString();
  }
}

/** A whole, good log of entries, signed. */
export class BuiltLog {
  private readonly plain: PlainTree;
  private readonly levels: Uint8Array[][];

  constructor(
    readonly entries: readonly Uint8Array[],
    readonly key = LOG_KEY,
  ) {
    const leafHashes = entries.map((entry) => tree.leafHash(entry));
    this.plain = new PlainTree(leafHashes);
    this.levels = storedLevels(leafHashes);
  }

  static of(entries: readonly JsonObject[]): BuiltLog {
    return new BuiltLog(entries.map(canonicalBytes));
  }

  checkpoint(size = this.entries.length): Checkpoint {
    return { origin: this.key.name, size, root: this.plain.root(size) };
  }

  /** @param lines of cosignatures */
  note(size = this.entries.length, lines: readonly string[] = []): string {
    const text = checkpointText(this.checkpoint(size));
    return writeNote(text, [logSignature(this.key, text, nodePrimitives), ...lines]);
  }

  files(size = this.entries.length): LogFiles {
    const files = new LogFiles().set('checkpoint', this.note(size));
    for (const tile of tilesOfTree(size)) {
      const from = tile.index * 256;
      files.set(tilePath(tile), encodeTile(this.levels[tile.level as number]!.slice(from, from + tile.width)));
    }
    for (const bundle of tilesOfLevel('entries', size)) {
      const from = bundle.index * 256;
      files.set(tilePath(bundle), encodeBundle(this.entries.slice(from, from + bundle.width)));
    }
    return files;
  }

  proof(index: number, size = this.entries.length): string[] {
    const read = readerOf(this.levels);
    return inclusionRanges(index, size).map((range) => toBase64(rangeHash(range, read, tree)));
  }
}
