import { until } from './until.js';

const OF_REPORTS = new Set(['ReportPublished', 'ReportAmended']);

/** Waits until a running service has recorded the state behind each report. From then on it records nothing by itself. */
export async function statesCommitted(url: string): Promise<void> {
  await until(
    'the states behind the reports',
    async () => {
      const response = await fetch(`${url}/api/entries`, { headers: { Accept: 'application/jsonl' } });
      const types = (await response.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).entry.type);
      const reports = types.filter((type) => OF_REPORTS.has(type)).length;
      return reports > 0 && types.filter((type) => type === 'StateCommitted').length === reports;
    },
    60_000,
  );
}
