import { decodeBundle } from '../integrity/bundle.js';
import { equalBytes } from '../integrity/bytes.js';
import type { OpenedCheckpoint } from '../integrity/checkpoint.js';
import { GrowingTree, type MadeTile } from '../integrity/growing-tree.js';
import type { Primitives } from '../integrity/primitives.js';
import { TILE_WIDTH, type TileName, tilePath } from '../integrity/tile-path.js';
import { decodeTile, encodeTile, tilesOfLevel } from '../integrity/tiles.js';
import { TreeHash } from '../integrity/tree-hash.js';
import { CheckpointChecks, type Question } from './checkpoint-checks.js';
import { disclosuresOf } from './disclosures.js';
import { EntryChecks } from './entry-checks.js';
import { Findings } from './findings.js';
import { type Source, SourceError } from './source.js';
import { type Verdict, verdictOf } from './verdict.js';

/** Told now and then how many of all entries have been looked at. */
export type OnProgress = (entries: number, of: number) => void;

/** The checks that look into entries. */
const INTO_ENTRIES = ['entries', 'envelope', 'clock', 'state'] as const;
const LOG_ONLY = 'only the log was to be checked (--log-only): nobody looked into its entries';

/** Checks a whole log, a bundle at a time. */
export async function verifyLog(
  source: Source,
  question: Question,
  primitives: Primitives,
  onProgress: OnProgress = () => undefined,
): Promise<Verdict> {
  const findings = new Findings();
  const checkpoints = new CheckpointChecks(question, findings, primitives);
  findings.skip('report', 'this is a log, and no evidence of a report');
  const checkpoint = await openedCheckpoint(source, checkpoints, findings);
  const seenAt = checkpoint && checkpoints.checkWitnesses(checkpoint);
  const disclosures = disclosuresOf(question.disclosures, findings, primitives);
  const entries = question.logOnly ? undefined : new EntryChecks({ findings, primitives, disclosures, seenAt });
  if (!entries) for (const check of [...INTO_ENTRIES, 'disclosures'] as const) findings.skip(check, LOG_ONLY);
  if (!checkpoint) {
    const why = 'without a checkpoint there is nothing to hold it against';
    for (const check of ['lengths', 'tree'] as const) findings.hinder(check, why);
    if (entries) for (const check of INTO_ENTRIES) findings.hinder(check, why);
    return verdictOf(findings, { entries: 0, grade: 'complete' });
  }
  const walk = new LogWalk({ source, findings, entries, primitives, checkpoint, checkpoints });
  await walk.toTheEnd(onProgress);
  const recordedUpTo = entries?.recordedUpTo ?? '';
  return verdictOf(findings, { checkpoint, entries: walk.size, grade: 'complete', recordedUpTo });
}

async function openedCheckpoint(source: Source, checkpoints: CheckpointChecks, findings: Findings) {
  try {
    const note = await source.read('checkpoint');
    if (note) return checkpoints.open(note);
    findings.hinder('note', 'There is no log here: it has no checkpoint');
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    findings.hinder('note', error.message);
  }
  return undefined;
}

interface Parts {
  source: Source;
  findings: Findings;
  /** `undefined`: nobody looks into them. */
  entries: EntryChecks | undefined;
  primitives: Primitives;
  checkpoint: OpenedCheckpoint;
  checkpoints: CheckpointChecks;
}

/** What the next bundle and the tile of its leaf hashes are, as they were read. */
interface Pair {
  bundle: TileName;
  bytes: Uint8Array | null;
  tile: Uint8Array | null;
}

/** One way through a log, from its first entry to its last: the checks 3 and 4, and what hangs on each entry. */
class LogWalk {
  private readonly hash: TreeHash;
  private taken = 0;
  /** As the entries make it. */
  private readonly made: GrowingTree;
  /** As the tiles tell it, once they differ: the signature then says which of the two was changed. */
  private told: GrowingTree | undefined;

  constructor(private readonly parts: Parts) {
    this.hash = new TreeHash(parts.primitives);
    this.made = new GrowingTree(this.hash, parts.checkpoints.keptSizes);
  }

  /** Number of entries looked at so far. */
  get size(): number {
    return this.taken;
  }

  async toTheEnd(onProgress: OnProgress): Promise<void> {
    const { findings, entries, checkpoint, checkpoints } = this.parts;
    try {
      for await (const pair of this.pairs()) {
        if (!(await this.take(pair))) {
          this.stop('the log could not be read to its end');
          return;
        }
        onProgress(this.size, checkpoint.size);
      }
      for (const made of this.made.rest()) this.compare(made, await this.parts.source.read(tilePath(made.tile)));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      findings.hinder('lengths', error.message);
      this.stop('the log could not be read to its end');
      return;
    }
    findings.pass('lengths', `every tile and bundle of ${checkpoint.size} entries is there, at its length`);
    checkpoints.checkSince(checkpoint, this.checkRoot(), (at) => this.made.rootAt(at));
    entries?.end();
  }

  /** The next pair is asked for while the last one is looked at. */
  private async *pairs(): AsyncGenerator<Pair> {
    let coming: Promise<Pair> | undefined;
    for (const bundle of tilesOfLevel('entries', this.parts.checkpoint.size)) {
      const next = this.pair(bundle);
      next.catch(() => undefined); // told when it is its turn
      if (coming) yield await coming;
      coming = next;
    }
    if (coming) yield await coming;
  }

  private async pair(bundle: TileName): Promise<Pair> {
    const { source } = this.parts;
    const [bytes, tile] = await Promise.all([
      source.read(tilePath(bundle)),
      source.read(tilePath({ ...bundle, level: 0 })),
    ]);
    return { bundle, bytes, tile };
  }

  /** @returns false where the bundle has not its entries */
  private async take({ bundle, bytes, tile }: Pair): Promise<boolean> {
    const { findings, entries, source } = this.parts;
    const path = tilePath(bundle);
    const held = bytes && decodeBundle(bytes, bundle.width);
    if (!held) {
      findings.fail('lengths', bytes ? `${path} does not hold exactly ${bundle.width} entries` : `${path} is missing`);
      return false;
    }
    const leafHashes = held.map((entry) => this.hash.leafHash(entry));
    this.followTiles(tile, leafHashes);
    for (const made of this.made.take(leafHashes))
      this.compare(made, made.tile.level === 0 ? tile : await source.read(tilePath(made.tile)));
    if (entries) for (const entry of held) entries.take(entry);
    this.taken += held.length;
    return true;
  }

  /** Goes on with what the tiles tell, from the first one on that the entries do not make. */
  private followTiles(tile: Uint8Array | null, leafHashes: readonly Uint8Array[]): void {
    const stored = tile && !isTileOf(leafHashes, tile) ? decodeTile(tile, leafHashes.length) : null;
    if (stored) this.told ??= this.made.fork();
    this.told?.take(stored ?? leafHashes);
  }

  private compare({ tile, hashes }: MadeTile, bytes: Uint8Array | null): void {
    const { findings } = this.parts;
    if (bytes && isTileOf(hashes, bytes)) return;
    const path = tilePath(tile);
    const stored = bytes && decodeTile(bytes, tile.width);
    if (!stored) {
      findings.fail('lengths', bytes ? `${path} is not exactly as long as ${tile.width} hashes` : `${path} is missing`);
      return;
    }
    const place = tile.index * TILE_WIDTH + hashes.findIndex((hash, at) => !equalBytes(hash, stored[at]!));
    const what = tile.level === 0 ? `the hash of entry ${place}` : `hash ${place} of level ${tile.level}`;
    findings.fail('tree', `${what} is not the one in ${path}`);
  }

  /** @returns whether the entries make the root that was signed */
  private checkRoot(): boolean {
    const { findings, checkpoint } = this.parts;
    const made = equalBytes(this.made.root(), checkpoint.root);
    if (made && !findings.failed('tree')) {
      findings.pass('tree', 'the entries make every tile, and the root that was signed');
    } else if (made) {
      findings.fail('tree', 'The entries make the root that was signed: it is the tiles that were changed');
    } else if (findings.failed('tree') && this.told && equalBytes(this.told.root(), checkpoint.root)) {
      findings.fail('tree', 'The tiles make the root that was signed: it is the entries that were changed');
    } else {
      findings.fail('tree', `The ${checkpoint.size} entries do not make the root that was signed: they are not those`);
    }
    return made;
  }

  private stop(why: string): void {
    const { findings, entries, checkpoint, checkpoints } = this.parts;
    const from = `${why}: nothing is known from entry ${this.size} on`;
    findings.hinder('tree', from);
    if (entries) findings.hinder('entries', from);
    entries?.hinder(from);
    if (checkpoints.keptSizes.every((at) => this.made.rootAt(at)))
      checkpoints.checkSince(checkpoint, false, (at) => this.made.rootAt(at));
    else findings.hinder('since', from);
  }
}

function isTileOf(hashes: readonly Uint8Array[], bytes: Uint8Array): boolean {
  return equalBytes(encodeTile(hashes), bytes);
}
