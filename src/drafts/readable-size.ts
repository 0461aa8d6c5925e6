import type { QueryBus } from '@nestjs/cqrs';
import { GetExtent } from '../../projections/extent/extent.queries.js';
import { pause } from '../ledger/backoff.js';
import { Refused } from '../ledger/commands/refused.js';
import type { PublishedSize } from '../ledger/published-size.js';

/** How long a step of a report waits for the state, and how often it looks, in milliseconds. */
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 25;

/**
 * The published size, once the state of that size can be read.
 *
 * @throws Refused 409 `not-sealed-yet` when the state does not come that far in time
 */
export async function readableSize(
  size: Pick<PublishedSize, 'coveringAll'>,
  queries: Pick<QueryBus, 'execute'>,
  patienceMs = PATIENCE_MS,
): Promise<number> {
  const wanted = await size.coveringAll();
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const { state } = await queries.execute(new GetExtent(['state']));
    if (state >= wanted) return wanted;
    if (performance.now() >= deadline)
      throw Refused.one(409, 'not-sealed-yet', '', 'The ledger is still sealing this report. Try again in a moment');
    await pause(LOOK_EVERY_MS, new AbortController().signal);
  }
}
