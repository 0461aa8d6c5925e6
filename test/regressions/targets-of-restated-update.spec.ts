import { OWN_PLAN, published, said, write } from '../http/own-plan.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

describe('a report whose row restates that of an earlier paper', () => {
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
    for (const command of OWN_PLAN) await write(ledger, command);
    const citations = [{ sourceId: 'S-1', line: 9 }];
    const blocks = [{ blockId: 'b-1', kind: 'paragraph', text: 'Calls are picked up sooner.' }];
    const row = {
      command: 'report-progress',
      updateId: 'OWN-ROW',
      planId: 'OWN',
      blocks,
      targets: ['OWN-1'],
      citations,
    };
    const target = await write(ledger, { ...row, ...said('2022-06-07') });
    const again = [{ blockId: 'b-1', kind: 'paragraph', text: 'Calls are picked up much sooner.' }];
    const restated = {
      command: 'restate-entry',
      target,
      reason: 'error',
      note: 'Misread',
      statement: { planId: 'OWN', blocks: again },
    };
    await write(ledger, { ...restated, ...said('2022-08-04') });
    const report = { command: 'publish-report', reportId: 'OWN-REPORT', planId: 'OWN', version: 1, title: 'August' };
    const about = { reportDate: '2022-08-04', sourceId: 'S-1', scope: ['OWN-P'] };
    await published(ledger, await write(ledger, { ...report, ...about, ...said('2022-08-04') }));
  });
  afterAll(() => ledger?.close());

  it('is about what that row was about', async () => {
    const { body } = await ledger.get('/api/reports/OWN-REPORT/coverage').expect(200);
    const findings = body.findings as { rule: string; what: { name: string } }[];
    expect(findings.filter(({ rule }) => rule === 'noRow').map(({ what }) => what.name)).toEqual(['OWN-2']);
  });
});
