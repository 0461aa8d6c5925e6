import { said } from '../http/own-plan.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

const JUMPS: Record<string, string[]> = {
  'Next report': ['ReportPublished', 'ReportAmended'],
  'Next correction of the ledger': ['EntryCorrected', 'EntryVoided'],
  'Next restatement by the body': ['Revised', 'Restated', 'Withdrawn'],
};

describe('a replay', () => {
  let ledger: SmallLedger;
  let trail: { index: number; type: string; reportedOn?: string }[];

  beforeAll(async () => {
    ledger = await smallLedger();
    const [target] = ledger.events.get('promise-milestone')!;
    const statement = { kind: 'promise', what: 'A new hub opens.', promisedBy: { bodyId: 'B-1', basis: 'named' } };
    await send({ command: 'correct-entry', target, statement, correctionReason: 'Misread.' });
    await send({ command: 'withdraw-entry', target, ...said('2026-06-12'), reason: 'Said in error.' });
    trail = (await ledger.get('/api/trail?plan=PLAN&limit=1000')).body.items.reverse();
  });
  afterAll(() => ledger?.close());

  async function send(command: Record<string, unknown>): Promise<void> {
    const { status, body } = await ledger.send(command);
    expect([status, body]).toEqual([200, expect.objectContaining({ eventIds: expect.any(Array) })]);
    await ledger.get('/api/plans').set('Ledger-After', body.eventIds[0]);
  }

  /** The page with its links by their words, as far as they are about entries. */
  async function at(address: string): Promise<{ index: number; to: Record<string, string> }> {
    const { status, text } = await ledger.get(address);
    expect([address, status]).toEqual([address, 200]);
    const links = [...text.matchAll(/<a [^>]*href="([^"]*\/replay)"[^>]*>([\s\S]*?)<\/a>/g)];
    const to = Object.fromEntries(links.map(([, href, words]) => [words!.replaceAll(/<[^>]*>/g, '').trim(), href!]));
    return { index: Number(/\/size\/(\d+)\//.exec(address)?.[1]) - 1, to };
  }

  it.each(Object.keys(JUMPS))('jumps from entry to entry: %s', async (words) => {
    const { to } = await at('/plans/PLAN/replay');
    const jumped: number[] = [];
    for (let next = Object.entries(to).find(([link]) => link.startsWith('First entry'))?.[1]; next !== undefined; ) {
      const page = await at(next);
      jumped.push(page.index);
      next = Object.entries(page.to).find(([link]) => link.startsWith(words))?.[1];
    }
    const [first, ...others] = trail.map(({ index }) => index);
    const fitting = trail.filter(({ type }) => JUMPS[words]!.includes(type)).map(({ index }) => index);
    expect(jumped).toEqual([first, ...others.filter((index) => fitting.includes(index))]);
    expect(jumped.length).toBeGreaterThan(1);
  });

  it('jumps to the next day of reporting', async () => {
    const from = trail.find(({ reportedOn }) => reportedOn === '2022-06-07')!;
    const { to } = await at('/plans/PLAN/replay');
    const first = Object.entries(to).find(([link]) => link.startsWith('First entry'))![1];
    const page = await at(first.replace(/\/size\/\d+\//, `/size/${from.index + 1}/`));
    const next = await at(Object.entries(page.to).find(([link]) => link.startsWith('Next day of reporting'))![1]);
    const wanted = trail.find(
      ({ index, reportedOn }) => index > from.index && reportedOn !== undefined && reportedOn !== '2022-06-07',
    );
    expect(next.index).toBe(wanted!.index);
  });
});
