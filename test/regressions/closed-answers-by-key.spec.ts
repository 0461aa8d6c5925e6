import { viewQuery } from '../../projections/state/reader-queries.js';
import { recorded } from '../support/opaque-ledger.js';
import type { Step } from '../support/plain-evaluation.js';
import { ReadModels } from '../support/read-models.js';

/** Many keys, every one of them corrected once: as many answers are closed as are open. */
const KEYS = 300;
const LOG: Step[] = [
  ...Array.from(
    { length: KEYS },
    (_, n): Step => ({ does: 'report', key: `a/wording/${n + 1}`, reportedOn: '2022-08-04', value: 'Open a hub' }),
  ),
  ...Array.from({ length: KEYS }, (_, n): Step => ({ does: 'correct', target: n, value: 'Open two hubs' })),
];

test('answers that are closed are looked up by their key, and not by their day for every key anew', async () => {
  const models = await ReadModels.open();
  try {
    await models.feed(models.state, await recorded(LOG));
    await models.pool.query('ANALYZE read.state_key, read.state_rect');
    const { text, values } = viewQuery({ asReportedOn: '2022-12-31', atSize: KEYS }, { facets: ['wording/*'] });
    const { rows } = await models.pool.query(`EXPLAIN ${text}`, values);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('state_rect_closed_key');
    expect(plan).not.toContain('state_rect_closed_view');
  } finally {
    await models.close();
  }
});
