import type { RecordedEvent } from '../../src/ledger/event.js';
import { until } from './until.js';

const OF_REPORTS: readonly string[] = ['ReportPublished', 'ReportAmended'];

/**
 * Waits until a running service has recorded the state behind each report. From then on it records nothing by itself, and
 * the size of its ledger can be relied on.
 *
 * @param read all events that there are
 */
export async function statesCommitted(read: () => Promise<readonly RecordedEvent[]>): Promise<void> {
  await until(
    'the states behind the reports',
    async () => {
      const types = (await read()).map(({ type }) => type);
      const reports = types.filter((type) => OF_REPORTS.includes(type));
      return types.filter((type) => type === 'StateCommitted').length === reports.length;
    },
    60_000,
  );
}
