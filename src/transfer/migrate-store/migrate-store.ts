import type { CopyTarget } from '../../ledger/copy-target.js';
import { type Place, START } from '../../ledger/event-store.js';
import { placeOfEvent, readPages } from '../../ledger/read-pages.js';
import { inBatches } from './batches.js';
import { type Comparison, compareStores, type Readable } from './compare.js';
import { MigrationError, TargetNotEmptyError } from './migration-error.js';
import { SealedEntries, type SealedPages } from './sealed-entries.js';

/** What a migration works with. */
export interface MigrationParts {
  source: Readable;
  target: Readable;
  copy: CopyTarget;
  /** What is copied must be what was sealed. */
  log: SealedPages;
  /** Sequences of the events whose places in the target the switch needs. */
  places?: ReadonlySet<number>;
  /** Makes the target, which has this many entries, the ledger's store, in one step. */
  switchOver(entries: number, places: readonly Place[]): Promise<void>;
}

export type MigrationPhase = 'Comparing' | 'Copying' | 'Verifying';

export interface MigrationOptions {
  /** Stops between two additions; the next run goes on from there. */
  signal?: AbortSignal;
  /** Called with the entries that are done in a phase, those of earlier runs included. */
  onProgress?: (phase: MigrationPhase, done: number) => void;
}

export interface Migrated {
  /** The ledger's entries, each read from both stores and found the same. */
  entries: number;
  /** Those that this run added to the target. */
  copied: number;
}

/**
 * Copies a whole ledger from one store to another and makes that the ledger's store. What an earlier run has copied is
 * compared and kept. For the ledger nothing changes before every entry has been read from both and found the same.
 *
 * @throws MigrationError the source is empty or has changed, or the target holds something else
 * @throws StoreUnavailableError, or the signal's reason: what is copied stays, another run goes on
 */
export async function migrateStore(parts: MigrationParts, options: MigrationOptions = {}): Promise<Migrated> {
  const { source, target } = parts;
  const { signal, onProgress } = options;
  const onSame = (index: number) => onProgress?.('Comparing', index + 1);
  const there = await compareStores(source, target, { signal, onSame });
  refuseUnrelated(there, parts.copy);
  const copied = await copyRest(parts, there, options);
  const { entries, places } = await verify(parts, options);
  await parts.switchOver(entries, places);
  return { entries, copied };
}

/** What the target holds must be the beginning of the source: a copy that was interrupted, or made at an earlier time. */
function refuseUnrelated({ same, last, source, target }: Comparison, copy: CopyTarget): void {
  if (!source && !target && same === 0) throw new MigrationError('There is nothing to move: the source is empty');
  if (target)
    throw new TargetNotEmptyError(
      source
        ? `its entry ${same} (${target.id}) is not the source's (${source.id})`
        : `it holds more than the source, which ends before entry ${same} (${target.id})`,
    );
  if (last && source && !copy.goesOnBehind(last.target))
    throw new TargetNotEmptyError(
      `it holds the first ${same} entries, but recorded some of them itself, and nothing can be copied behind those`,
    );
}

/** @returns how many entries were added */
async function copyRest(
  { source, copy }: MigrationParts,
  { same, last }: Comparison,
  { signal, onProgress }: MigrationOptions,
): Promise<number> {
  const after = last ? placeOfEvent(last.source) : START;
  let copied = 0;
  for await (const batch of inBatches(readPages(source, { after, signal }), copy.limits)) {
    signal?.throwIfAborted();
    await copy.add(batch);
    copied += batch.length;
    onProgress?.('Copying', same + copied);
  }
  return copied;
}

/** Reads everything from both stores anew. */
async function verify(
  { source, target, log, places: wanted }: MigrationParts,
  options: MigrationOptions,
): Promise<{ entries: number; places: Place[] }> {
  const sealed = await SealedEntries.of(log);
  const places: Place[] = [];
  const found = await compareStores(source, target, {
    signal: options.signal,
    onSame: async (index, entry, theirs) => {
      if (!(await sealed.agrees(entry)))
        throw new MigrationError(`Entry ${index} is not the one that the log has sealed. Run: ledger verify`);
      if (wanted?.has(index)) places.push(placeOfEvent(theirs));
      options.onProgress?.('Verifying', index + 1);
    },
  });
  if (found.source && found.target)
    throw new MigrationError(`The copy differs from the source at entry ${found.same} (${found.source.id})`);
  if (found.source || found.target)
    throw new MigrationError(
      `The source changed while it was copied: the ${found.source ? 'target' : 'source'} ends before entry ${found.same}`,
    );
  if (found.same < sealed.size)
    throw new MigrationError(
      `The source has ${found.same} entries, but the log has sealed ${sealed.size}. Run: ledger verify`,
    );
  return { entries: found.same, places };
}
