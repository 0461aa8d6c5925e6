import type { ErasableStore } from '../../ledger/erasable/erasable-store.js';
import { readPages } from '../../ledger/read-pages.js';
import type { SealedPages } from '../migrate-store/sealed-entries.js';
import type { ExportFile } from './export-file.js';

/** The first entry of the log that is not what the file holds, and what is wrong with it. */
export interface Difference {
  index: number;
  why: string;
}

/**
 * Compares the log of a ledger with the export that it was made from: as many entries, the same leaf hashes, and the same
 * values in clear.
 *
 * @param file checked
 */
export async function compareSealed(
  file: ExportFile,
  log: SealedPages,
  erasable: Pick<ErasableStore, 'held'>,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (done: number) => void } = {},
): Promise<Difference | undefined> {
  const size = await log.size();
  let done = 0;
  for await (const events of readPages(file, { signal })) {
    const entries = await log.page({ after: done - 1, limit: events.length, atSize: size });
    const held = await erasable.held(events.map(({ id }) => id));
    for (const [at, event] of events.entries()) {
      const { sequence: index } = event;
      const sealed = entries[at];
      if (sealed?.index !== index) return { index, why: 'the log does not hold it' };
      if (!sealed.leafHash.equals(file.leafHashOf(event))) return { index, why: 'the log has another leaf hash' };
      const inClear = file.disclosuresOf(event).map(({ bytes }) => bytes);
      const here = (held.get(event.id) ?? []).map(({ bytes }) => bytes);
      if (inClear.sort().join('\n') !== here.sort().join('\n'))
        return { index, why: 'other values can be read in the ledger than in the file' };
    }
    done += events.length;
    onProgress?.(done);
  }
  return size > done ? { index: done, why: 'the file ends before it' } : undefined;
}
