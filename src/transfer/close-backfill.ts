import { randomUUID } from 'node:crypto';
import type { Actor } from '../access/roles.js';
import type { Catalogue } from '../ledger/catalogue/catalogue.js';
import type { CommandProcessor } from '../ledger/commands/command-processor.js';
import type { Receipt } from '../ledger/commands/receipt.js';
import { uuidV7At } from '../ledger/ids.js';
import type { Finder } from '../ledger/lookups/finder.js';

/**
 * Closes a backfill with the counts that the ledger finds for it.
 *
 * @param batch event id of the `BackfillOpened`
 * @param refused lines of the load that were left out
 * @throws Refused where it is closed already, or was opened by the same person
 */
export async function closeBackfill(
  parts: { catalogue: Catalogue; processor: CommandProcessor; finder: Finder },
  batch: string,
  refused: number,
  actor: Actor,
  now: Date,
): Promise<Receipt> {
  const type = parts.catalogue.command('close-backfill')!;
  const loaded = await parts.finder.countsOfBatch(batch);
  const counts = [...loaded].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => ({ type: name, count }));
  const id = uuidV7At(now.getTime(), randomUUID());
  return parts.processor.process(type, { id, batch, counts, refused }, actor);
}
