import type { Clock } from '../ledger/clock.js';
import { streamOf } from '../ledger/ids.js';
import type { StoreLookups } from '../ledger/lookups/store-lookups.js';
import { Periodic } from '../ledger/periodic.js';
import { inWork } from '../reports/report-state.js';
import type { DraftStore, KeptDraft } from './draft-store.js';

const EVERY_MS = 86_400_000;

export interface SweepParts {
  store: DraftStore;
  lookups: Pick<StoreLookups, 'history'>;
  clock: Clock;
}

/** A draft that nobody has touched for long, by what the ledger says of its report. */
export interface OldDraft extends KeptDraft {
  /** Absent where the ledger holds no such report. */
  title?: string;
}

/**
 * Removes the words of reports, with all their versions and comments, of which nothing was saved or said for so many
 * months and whose reports took no step either. What was published stays in the ledger. May run in several processes.
 *
 * @param dryRun finds them alone
 * @returns those that were, or would be, removed, the oldest first
 */
export async function sweepDrafts(
  { store, lookups, clock }: SweepParts,
  { months, dryRun = false }: { months: number; dryRun?: boolean },
): Promise<OldDraft[]> {
  const limit = clock.now();
  limit.setUTCMonth(limit.getUTCMonth() - months);
  const swept: OldDraft[] = [];
  for (const kept of await store.untouchedSince(limit)) {
    const report = await lookups.history(streamOf('report', kept.reportId));
    const step = report.events.at(-1);
    if (step && step.recordedAt >= limit.toISOString()) continue;
    if (!dryRun && !(await store.remove(kept.reportId, limit))) continue;
    const { title } = inWork(report.at());
    swept.push({ ...kept, ...(title ? { title: String(title) } : {}) });
  }
  return swept;
}

/** Sweeps every day, and says what is gone. */
export function dailySweep(
  parts: SweepParts,
  months: number,
  log: { told: (message: string) => void; failed: (message: string) => void },
): Periodic {
  const sweep = async () => {
    const swept = await sweepDrafts(parts, { months });
    if (swept.length === 0) return;
    log.told(
      `Removed the drafts of ${swept.map(({ reportId }) => reportId).join(', ')}: untouched for ${months} months`,
    );
  };
  return new Periodic(sweep, { everyMs: EVERY_MS, what: 'Old drafts could not be removed', log: log.failed });
}
