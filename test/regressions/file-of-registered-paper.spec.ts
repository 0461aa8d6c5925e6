import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

/** The entry that registers a paper said that it was taken from a file that is no paper of the ledger. */
describe('an entry taken from a file that is told by its fingerprint alone', () => {
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
  });
  afterAll(() => ledger?.close());

  const NEW = 'e'.repeat(64);
  // Whatever the clock says: what is registered later than it was reported names the document by its id.
  const paper = (sourceId: string, more: object = {}) => ({
    ...{ command: 'register-source', sourceId, reportedOn: new Date().toISOString().slice(0, 10) },
    ...{ externalIds: [sourceId], title: `Paper ${sourceId}`, kind: 'panelPaper', language: 'en' },
    ...{ dated: { date: '2022-06-07', precision: 'day' }, mediaType: 'text/plain', size: 10, sha256: NEW },
    ...more,
  });

  /** Where its page says that the entry was taken from. */
  async function takenFrom(command: Record<string, unknown>): Promise<string> {
    const { status, body } = await ledger.send(command);
    expect([status, body.errors]).toEqual([200, undefined]);
    await ledger.get('/api/trail').set('Ledger-After', body.eventIds[0]).expect(200);
    const { items } = (await ledger.get('/api/trail?limit=1')).body;
    expect(items[0].id).toBe(body.eventIds[0]);
    const { text } = await ledger.get(`/entries/${items[0].index}`).expect(200);
    return /<dt[^>]*>Taken from<\/dt>\s*<dd[^>]*>([\s\S]*?)<\/dd>/.exec(text)![1]!.trim();
  }

  it('leads to the very paper that it registers', async () => {
    expect(await takenFrom(paper('S-NEW'))).toMatch(/^<a class="govuk-link" href="\/sources\/[^"]+">Paper S-NEW<\/a>$/);
  });

  it('has the fingerprint, and no word of what else the ledger holds, where it is of something else', async () => {
    const file = (sha256: string) => `A file with the fingerprint (SHA-256)<br><code class="app-hash">${sha256}</code>`;
    const source = { sha256: 'f'.repeat(64) };
    expect(await takenFrom(paper('S-LISTED', { sha256: '9'.repeat(64), source }))).toBe(file(source.sha256));
    const areas = [{ code: 'E47000001', name: 'Greater Manchester', level: 'combined authority' }];
    expect(
      await takenFrom({
        ...{ command: 'publish-area-list', reportedOn: '2022-01-02', version: 2, areas, source: { sha256: NEW } },
      }),
    ).toBe(file(NEW));
  });
});
