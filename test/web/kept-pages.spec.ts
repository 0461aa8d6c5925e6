import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

/** Pages of reports are kept for seconds, but never beyond what the ledger says. */
describe('the page of a report', () => {
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
  });
  afterAll(() => ledger?.close());

  it('says at once what became of the report, while what it shows stays as it was', async () => {
    const address = (await ledger.get('/reports/REPORT-1').redirects(0)).headers.location!;
    const before = await ledger.get(address);
    expect(before.status).toBe(200);
    expect(before.text).not.toContain('Withdrawn on');
    expect((await ledger.get(address)).text).toBe(before.text);
    const withdrawn = await ledger.send({
      ...{ command: 'withdraw-report', reportId: 'REPORT-1', reportedOn: '2026-06-12' },
      ...{ source: { doc: 'S-1', sha256: 'a'.repeat(64) }, reason: 'It was the wrong file.' },
    });
    expect([withdrawn.status, withdrawn.text]).toEqual([200, expect.any(String)]);
    const [entry] = withdrawn.body.eventIds as [string];
    const after = await ledger.get(address).set('Ledger-After', entry);
    expect(after.text).toContain('Withdrawn on 12 June 2026');
    expect(after.headers.etag).not.toBe(before.headers.etag);
    const shown = (text: string) => text.slice(text.indexOf('class="app-columns"'), text.indexOf('app-data'));
    expect(shown(after.text)).toBe(shown(before.text));
  });
});
