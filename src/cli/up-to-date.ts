import { setTimeout as delay } from 'node:timers/promises';
import { QueryBus } from '@nestjs/cqrs';
import { GetExtent } from '../../projections/extent/extent.queries.js';
import { PublishedSize } from '../ledger/published-size.js';
import { CliError, type Core } from './core.js';

/** In milliseconds. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 25;

/**
 * Waits until the read models have taken in everything that is recorded now: after a long import they may still be at it.
 *
 * @returns the number of entries
 * @throws CliError they do not come that far
 */
export async function upToDate({ app, follow, signal }: Core): Promise<number> {
  follow();
  const size = await app.get(PublishedSize).coveringAll();
  const deadline = performance.now() + PATIENCE_MS;
  while ((await app.get(QueryBus).execute(new GetExtent())).state < size) {
    if (signal.aborted) throw new CliError('Interrupted. Nothing was done');
    if (performance.now() >= deadline)
      throw new CliError('The read models are behind the ledger. See: ledger projections list');
    await delay(LOOK_EVERY_MS);
  }
  return size;
}
