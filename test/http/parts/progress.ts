type Write = (command: Record<string, unknown>) => Promise<void>;

const SOURCE = { doc: 'S-1', sha256: 'a'.repeat(64) };
const august = { reportedOn: '2022-08-04', source: SOURCE };
/** After every other view. */
const later = { reportedOn: '2026-06-11', source: SOURCE };

/** Objects for the addresses that name one. */
export const named: Record<string, () => string> = {
  '/api/updates/:id': () => 'U-1',
  '/api/milestones/:id': () => 'M-1',
};

/** What the editors say of the small ledger's update. */
export async function sayMore(write: Write): Promise<void> {
  await write({
    ...{ command: 'target-progress-blocks', updateId: 'U-1', ...august },
    blockTargets: [{ blockId: 'p1', targets: ['C-1'] }],
  });
  await write({
    ...{ command: 'link-progress-figure', updateId: 'U-1', ...august, linkId: 'QF-1', blockId: 'p1' },
    ...{ metricId: 'MET-1', valueKey: 'value/2022-03-01..2022-04-01/E47000001/-', quote: 'in five minutes' },
  });
  await write({
    ...{ command: 'link-progress-figure', updateId: 'U-1', ...later, linkId: 'QF-2', blockId: 'p1' },
    ...{ metricId: 'MET-1', valueKey: 'value/2022-04-01..2022-05-01/E47000001/-', quote: 'five minutes' },
  });
}
