import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

/** What a reader sees first, where the whole of it is a link away. */
describe('a page that leads on', () => {
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
  });
  afterAll(() => ledger?.close());

  it('shows on a plan how many indicators have a figure, the figures and the way to all of them', async () => {
    const { text } = await ledger.get('/plans/PLAN');
    const [, section] = /<section aria-labelledby="scorecard">([\s\S]*?)<\/section>/.exec(text)!;
    const whole = (await ledger.get('/scorecards/PLAN')).text;
    const [lead] = /2 indicators: [^<]*/.exec(whole)!;
    expect(section).toContain(lead);
    expect(section).toContain('href="/metrics/');
    expect(section).toContain('app-travel');
    expect(section).toContain('href="/scorecards/PLAN"');
  });

  it('shows on the first page what changed between the two newest days of reports, once there are two', async () => {
    expect((await ledger.get('/')).text).not.toContain('Newest changes');
    const said = { reportedOn: '2026-06-12', source: { doc: 'S-1', sha256: 'a'.repeat(64) } };
    const part = { command: 'add-priority', planId: 'PLAN', nodeId: 'P-NEW', level: 'priority' };
    expect((await ledger.send({ ...part, ...said, titled: { title: 'New', class: 'first' } })).status).toBe(200);
    const about = { reportId: 'REPORT-2', planId: 'PLAN', scope: ['P-EMPTY'], meetingId: 'MEET-1' };
    const report = { command: 'publish-report', version: 1, title: 'More', reportDate: '2026-06-12', sourceId: 'S-1' };
    const sent = await ledger.send({ ...report, ...said, ...about });
    expect([sent.status, sent.text]).toEqual([200, expect.any(String)]);
    const { text } = await ledger.get('/').set('Ledger-After', sent.body.eventIds.at(-1));
    expect(text).toContain('12 June 2026, the day of the newest report, compared with 11 June 2026');
    const links = [...text.matchAll(/href="([^"]*changes\?from=2026-06-11[^"]*)">([^<]*)</g)];
    expect(links.length).toBeGreaterThan(1);
    for (const [, link, said] of links) {
      const { status, text: list } = await ledger.get(link!.replaceAll('&amp;', '&'));
      expect([link, status]).toEqual([link, 200]);
      expect(list).toContain('From 11 June 2026 to 12 June 2026.');
      expect(said).toMatch(/\(\d+\)$/);
    }
    expect((await ledger.get('/at/2026-06-11')).text).not.toContain('Newest changes');
  });
});
