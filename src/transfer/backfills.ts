import type { Lookups } from '../ledger/catalogue/catalogue.js';
import { streamOf } from '../ledger/ids.js';
import type { LedgerIdentityReader } from '../ledger/ledger-identity.js';

export interface Backfill {
  /** Event id of its `BackfillOpened`. */
  batch: string;
  title: string;
  /** UTC instants. */
  openedAt: string;
  /** Absent while it is unfinished. */
  closedAt?: string;
  /** How many entries name it. */
  entries: number;
}

/** All loads of old papers, in the order in which they were opened. */
export async function backfillsOf(
  identity: LedgerIdentityReader,
  lookups: Pick<Lookups, 'history' | 'countsOfBatch'>,
): Promise<Backfill[]> {
  const ledger = await identity.current();
  if (!ledger) return [];
  const { events } = await lookups.history(streamOf('ledger', ledger.id));
  const opened = events.filter(({ type }) => type === 'BackfillOpened');
  return Promise.all(
    opened.map(async ({ id, data, recordedAt }) => {
      const closed = events.find(({ type, data }) => type === 'BackfillClosed' && data.batch === id);
      const counts = await lookups.countsOfBatch(id);
      return {
        batch: id,
        title: String(data.title),
        openedAt: recordedAt,
        ...(closed ? { closedAt: closed.recordedAt } : {}),
        entries: [...counts.values()].reduce((sum, count) => sum + count, 0),
      };
    }),
  );
}
