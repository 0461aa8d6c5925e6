import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

const SOURCE = { doc: 'S-1', sha256: 'a'.repeat(64) };

describe('the page of a promise', () => {
  let ledger: SmallLedger;
  let last = '';

  beforeAll(async () => {
    ledger = await smallLedger();
    const value = (id: string, label: string) => ({
      ...{ id, label, definition: label, group: 'open', shape: 'circle' },
    });
    await say({
      ...{ command: 'publish-status-scheme', scheme: 'rag', version: 1, reportedOn: '2022-01-01' },
      ...{ values: [value('green', 'All green'), value('red', 'All red')], mappings: [], derivedRules: [] },
      source: { sha256: SOURCE.sha256 },
    });
    const status = { command: 'report-status', commitmentId: 'C-1', assessment: 'officer', scheme: 'rag' };
    const stated = { ...status, schemeVersion: 1, source: SOURCE, reason: 'As seen', noEvidence: true };
    await say({ ...stated, reportedOn: '2022-06-07', status: 'green' });
    await say({ ...stated, reportedOn: '2022-08-04', status: 'red' });
    const item = { itemId: 'I-C1', number: '7', title: 'Calls answered', links: ['C-1'] };
    await say({ command: 'add-agenda-item', meetingId: 'MEET-1', reportedOn: '2022-08-04', source: SOURCE, ...item });
    const asked = { recommendationId: 'R-C1', itemId: 'I-C1', type: 'note', text: 'Note how calls are answered.' };
    await say({
      command: 'make-recommendation',
      meetingId: 'MEET-1',
      reportedOn: '2022-08-04',
      source: SOURCE,
      ...asked,
    });
  });
  afterAll(() => ledger?.close());

  async function say(command: Record<string, unknown>): Promise<void> {
    const { status, text, body } = await ledger.send(command);
    if (status !== 200) throw new Error(text);
    last = body.eventIds.at(-1);
  }

  const page = async (path: string) => (await ledger.get(path).set('Ledger-After', last).expect(200)).text;
  const section = (text: string, id: string) => text.split(`aria-labelledby="${id}"`)[1]!.split('</section>')[0]!;

  it('says the status that was stated before the one in force, and leads to all of them', async () => {
    const standing = section(await page('/commitments/C-1'), 'standing');
    expect(standing).toMatch(/All red.*4 August 2022.*Before that:.*All green.*7 June 2022/s);
    expect(standing).toContain('href="/commitments/C-1/history?kind=status"');
  });

  it('says none before the first', async () => {
    const standing = section(await page('/at/2022-06-07/commitments/C-1'), 'standing');
    expect(standing).toMatch(/All green.*No status before this one is held/s);
    expect(standing).not.toContain('Before that:');
    expect(section(await page('/commitments/C-3'), 'standing')).not.toContain('before this one');
  });

  it('has what meetings say of it and what is asked from outside, as they are linked', async () => {
    const decisions = section(await page('/commitments/C-1'), 'decisions');
    expect(decisions).toMatch(/Decisions that changed it.*#d-/s);
    expect(decisions).toMatch(/Agenda items about it.*7\. Calls answered/s);
    expect(decisions).toMatch(/under those items.*#r-.*Note how calls are answered\./s);
    expect(decisions).toMatch(/Actions to carry out these decisions.*#a-.*Find a place\./s);
    expect(decisions).toMatch(/Asked from outside.*\/external-recommendations\/.*Answer sooner\./s);
    expect(section(await page('/at/2022-06-07/commitments/C-1'), 'decisions')).toContain('No decision, agenda item');
  });
});
