import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type pg from 'pg';
import { LogTree } from '../../projections/seal/log-tree.js';
import { utf8 } from '../../src/integrity/bytes.js';
import { checkpointText } from '../../src/integrity/checkpoint.js';
import { formatVkey, publicKeyOf, type SecretKey } from '../../src/integrity/keys.js';
import { logSignature } from '../../src/integrity/log-signature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { writeNote } from '../../src/integrity/note.js';
import { tilePath } from '../../src/integrity/tile-path.js';
import { tilesOfLevel, tilesOfTree } from '../../src/integrity/tiles.js';
import type { Source } from '../../src/verifier/source.js';

const KEY: SecretKey = { name: 'ledger.example/bench', seed: new Uint8Array(32).fill(7) };

/** What a log is checked with. */
export const VKEY = `${formatVkey(publicKeyOf(KEY, 'log', nodePrimitives))}\n`;

/** The signed checkpoint of a log. */
export function signedCheckpoint(size: number, root: Uint8Array): string {
  const text = checkpointText({ origin: KEY.name, size, root });
  return writeNote(text, [logSignature(KEY, text, nodePrimitives)]);
}

/** The files of a log as they are served, in memory. */
export class ServedLog implements Source {
  private readonly files = new Map<string, Uint8Array>();

  /** Those of a sealed log, as it is or was at a size. */
  static async of(pool: pg.Pool, size: number): Promise<ServedLog> {
    const tree = new LogTree(pool);
    const log = new ServedLog();
    log.files.set('checkpoint', utf8(signedCheckpoint(size, await tree.root(size))));
    for (const { level, ...tile } of tilesOfTree(size))
      log.files.set(tilePath({ level, ...tile }), (await tree.tile({ level: level as number, ...tile }))!);
    for (const bundle of tilesOfLevel('entries', size)) log.files.set(tilePath(bundle), (await tree.bundle(bundle))!);
    return log;
  }

  async read(path: string): Promise<Uint8Array | null> {
    return this.files.get(path) ?? null;
  }

  /** Writes them to a folder, with the key beside it. */
  async write(folder: string): Promise<{ folder: string; vkey: string }> {
    const vkey = `${folder}.vkey`;
    await mkdir(folder, { recursive: true });
    await writeFile(vkey, VKEY);
    for (const [path, bytes] of this.files) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    return { folder, vkey };
  }
}
