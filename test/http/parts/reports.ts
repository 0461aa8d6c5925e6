type Write = (command: Record<string, unknown>) => Promise<void>;

/** After every other view. */
const later = { reportedOn: '2026-06-11', source: { doc: 'S-1', sha256: 'a'.repeat(64) } };

/** Objects for the addresses that name one. */
export const named: Record<string, () => string> = {
  '/api/reports/:id': () => 'REPORT-1',
  '/api/reports/:id/content': () => 'REPORT-1',
  '/api/reports/:id/coverage': () => 'REPORT-1',
  '/api/reports/:id/versions': () => 'REPORT-1',
  '/api/reports/:id/now': () => 'REPORT-1',
  '/api/reports/:id/changes': () => 'REPORT-1',
};

/** A report on a part of the plan that holds no promises, so that none of them reads as left out. */
export async function sayMore(write: Write): Promise<void> {
  const about = { reportId: 'REPORT-1', planId: 'PLAN' };
  await write({ command: 'give-no-update', ...later, ...about, target: 'C-3', reason: 'Its row is empty.' });
  await write({
    ...{ command: 'add-priority', ...later, planId: 'PLAN', nodeId: 'P-EMPTY', level: 'priority' },
    titled: { title: 'Still without promises', class: 'first' },
  });
  const said = { title: 'Progress', reportDate: '2026-06-11', scope: ['P-EMPTY'], meetingId: 'MEET-1' };
  await write({ command: 'publish-report', ...later, ...about, ...said, version: 1, sourceId: 'S-1' });
  await write({
    ...{ command: 'lay-report-before', ...later, reportId: 'REPORT-1', meetingId: 'MEET-1' },
  });
}
