import request from 'supertest';
import { said } from '../http/own-plan.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

/** What was typed almost as it should be gets an answer that leads on. */
describe('an address that is nearly right', () => {
  let ledger: SmallLedger;

  beforeAll(async () => {
    ledger = await smallLedger();
    const place = { areas: [{ name: 'Moss Side (part)' }] };
    await say({ command: 'promise-milestone', milestoneId: 'M-PLACE', ...milestone, ...place, ...said('2026-06-11') });
    await say({ command: 'rename-body', bodyId: 'B-1', name: 'Combined Authority of all', ...said('2026-06-11') });
  });
  afterAll(() => ledger?.close());

  const milestone = {
    ...{ planId: 'PLAN', kind: 'promise', what: 'A hub opens.' },
    promisedBy: { bodyId: 'B-1', basis: 'named' },
    attached: [{ kind: 'commitment', targetId: 'C-1' }],
  };

  async function say(command: Record<string, unknown>): Promise<void> {
    const { status, body } = await ledger.send(command);
    expect([status, body]).toEqual([200, expect.objectContaining({ eventIds: expect.any(Array) })]);
    await ledger.get('/api/plans').set('Ledger-After', body.eventIds[0]);
  }

  const get = (address: string) => request(ledger.service.url).get(address).redirects(0);
  const title = (text: string) => /<title>([^<]*)/.exec(text)![1];

  it.each([
    ['/commitments/c-1', '/commitments/C-1'],
    ['/commitments/c-1/history?order=reported', '/commitments/C-1/history?order=reported'],
    ['/at/2022-08-04/plans/plan', '/at/2022-08-04/plans/PLAN'],
    ['/scorecards/Plan', '/scorecards/PLAN'],
    ['/at/2019-01-01/plans/plan', '/at/2019-01-01/plans/PLAN'],
  ])('%s has its id in other letters than the ledger, and leads to %s', async (from, to) => {
    const { status, headers } = await get(from);
    expect([status, headers.location]).toEqual([303, to]);
  });

  it('has a UUID in capitals, and leads to the same in small letters', async () => {
    const { items } = (await ledger.get('/api/commitments')).body;
    const { id } = items.find(({ externalIds }: { externalIds: string[] }) => externalIds[0] === 'C-1');
    const { status, headers } = await get(`/at/2022-08-04/commitments/${id.toUpperCase()}/history?order=reported`);
    expect([status, headers.location]).toEqual([303, `/at/2022-08-04/commitments/${id}/history?order=reported`]);
    const unknown = '2B2A1C5E-0000-4000-8000-000000000001';
    const { location } = (await get(`/reports/${unknown}.docx`)).headers;
    expect(location).toBe(`/reports/${unknown.toLowerCase()}.docx`);
    expect((await get(location!)).status).toBe(404);
  });

  it('is one of a Word file, and is led on or searched for without its ending', async () => {
    const { status, headers } = await get('/reports/report-1.docx?version=1');
    expect([status, headers.location]).toEqual([303, '/reports/REPORT-1.docx?version=1']);
    expect((await get('/reports/R-77.docx')).text).toMatch(/href="[^"]*\/search\?q=R-77"/);
  });

  it('offers no search for what the ledger holds, in a view that cannot find it', async () => {
    const { status, text } = await get('/at/2022-08-04/size/5/commitments/C-1');
    expect([status, title(text)]).toEqual([404, expect.stringMatching(/^Error: Page not found/)]);
    expect(text).toContain('it came into the ledger with entry');
    expect(text).not.toContain('search?q=');
    const { body } = await get('/api/commitments/C-1?asReportedOn=2022-08-04&atSize=5');
    expect(body).toMatchObject({ code: 'unknown-object', firstEntry: expect.any(Number) });
    expect(body.detail).toContain(`with entry ${body.firstEntry}. Ask for atSize=${body.firstEntry + 1} or more`);
  });

  it('offers to search for what is known by no such id', async () => {
    const { status, text } = await get('/at/2022-08-04/commitments/c-77');
    expect([status, title(text)]).toEqual([404, expect.stringMatching(/^Error: Page not found/)]);
    expect(text).toContain('href="/at/2022-08-04/search?q=c-77"');
    // Of another kind than the page.
    expect((await get('/meetings/c-1')).status).toBe(404);
  });

  it('says how many there are where a number is too large', async () => {
    const { total } = (await ledger.get('/api/trail')).body;
    expect((await get('/entries/99999')).text).toContain(
      `The ledger has ${total} entries, numbered from 0 to ${total - 1}.`,
    );
    expect((await get('/milestones?page=99')).text).toContain('The list has one page.');
  });

  it.each([
    '/at/2022-8-4/plans/PLAN',
    '/at/04-08-2022/size/7/plans/PLAN?x=1',
  ])('%s has a date that cannot be read, and keeps page and date for the control', async (address) => {
    const { status, text } = await get(address);
    expect([status, title(text)]).toEqual([404, expect.stringMatching(/^Error: That date cannot be read/)]);
    expect(text).toContain('The address must have a real date written like 2022-08-04');
    expect(text).toContain('<input type="hidden" name="from" value="/plans/PLAN">');
    for (const part of ['4', '8', '2022']) expect(text).toMatch(new RegExp(`<input [^>]*value="${part}"`));
  });

  it('of a place that was first named later leads there', async () => {
    const path = '/areas/Moss%20Side%20(part)';
    const { status, text } = await get(`/at/2022-08-04${path}`);
    expect([status, title(text)]).toEqual([200, expect.stringMatching(/^Nothing held for this date/)]);
    expect(text).toContain(`href="/at/2026-06-11${path}"`);
    expect((await get(`/at/2026-06-11${path}`)).status).toBe(200);
    const { body } = await get(`/api${path}?asReportedOn=2022-08-04`);
    expect(body).toMatchObject({ status: 404, firstReportedOn: '2026-06-11' });
    expect((await get('/at/2022-08-04/areas/Nowhere')).text).toContain('See /areas.');
  });

  it('of a replay begins with the newest entry about the plan, whatever was recorded after it', async () => {
    const { items } = (await ledger.get('/api/trail?plan=PLAN&limit=1')).body;
    const { total } = (await ledger.get('/api/trail')).body;
    expect(items[0].index).toBeLessThan(total - 1);
    const { text } = await get('/plans/PLAN/replay');
    expect(/<h1[^>]*>Entry (\d+)</.exec(text)?.[1]).toBe(String(items[0].index));
    expect(text).toContain('Begin at the first entry about this plan');
    const [known] = (await ledger.get('/api/trail?plan=PLAN&to=2022-08-04&limit=1')).body.items;
    const dated = (await get('/at/2022-08-04/plans/PLAN/replay')).text;
    expect(/<h1[^>]*>Entry (\d+)</.exec(dated)?.[1]).toBe(String(known.index));
  });
});
