import { type SmallLedger, smallLedger } from './small-ledger.js';

// biome-ignore lint/suspicious/noExplicitAny: answers of many routes
type Answer = any;

const SOURCE = { doc: 'S-1', sha256: 'a'.repeat(64) };
const JULY = { reportedOn: '2026-07-01', source: SOURCE };

/** The report of another part of the ledger, pinned on 11 June 2026, and an amendment of it. */
describe('a published report', () => {
  let ledger: SmallLedger;
  let before: Answer;
  let correction: string;
  let inScope: string;

  const get = async (path: string): Promise<Answer> => {
    const { status, text, body } = await ledger.get(path);
    if (status !== 200) throw new Error(`${path}: ${text}`);
    return body;
  };
  const say = async (command: Record<string, unknown>): Promise<string> => {
    const { status, text, body } = await ledger.send(command);
    if (status !== 200) throw new Error(`${command.command}: ${text}`);
    return body.eventIds.at(-1);
  };
  const caughtUp = (entry: string) => ledger.get('/api/plans').set('Ledger-After', entry).expect(200);

  beforeAll(async () => {
    ledger = await smallLedger();
    before = await get('/api/reports/REPORT-1');
    const due = { from: '2026-09-01', to: '2026-10-01', precision: 'month', basis: 'printed' };
    await say({ command: 'set-target-date', commitmentId: 'C-1', ...JULY, due });
    const [, wording] = ledger.events.get('make-commitment')!;
    correction = await say({
      ...{ command: 'correct-entry', target: wording, correctionReason: 'A word was mistyped.' },
      statement: {
        ...{ wordingId: 'W-1', text: 'Answer calls much sooner.', lang: 'en', form: 'We will' },
        ...{ printedNumber: { value: '1', basis: 'printed' }, standing: 'printedVariant', class: 'first' },
      },
    });
    const { items } = await get('/api/trail?plan=PLAN&limit=1000');
    const title = items.find(({ type }: Answer) => type === 'NodeTitled'); // the newest: of the part that it covers
    inScope = await say({
      ...{ command: 'correct-entry', target: title.id, correctionReason: 'A letter was missing.' },
      statement: { nodeId: 'P-EMPTY', title: 'Still with no promises', class: 'first' },
    });
    await say({
      ...{ command: 'register-source', sourceId: 'S-2', externalIds: ['S-2'], title: 'A second paper' },
      ...{ reportedOn: '2026-07-01', source: { sha256: 'b'.repeat(64) }, kind: 'panelPaper', mediaType: 'text/plain' },
      ...{ dated: { date: '2026-07-01', precision: 'day' }, size: 10, sha256: 'b'.repeat(64), language: 'en' },
    });
    const amendment = await say({
      ...{ command: 'amend-report', reportId: 'REPORT-1', planId: 'PLAN', version: 2, title: 'Progress, again' },
      ...{ reportDate: '2026-06-11', sourceId: 'S-2', scope: ['P-EMPTY'], ...JULY },
      ...{ reason: 'A page was missing.', summary: 'Page 3.' },
    });
    await caughtUp(amendment);
  });
  afterAll(() => ledger?.close());

  it('says what it covers, of what it has nothing to say, and before whom it was laid', () => {
    expect(before).toMatchObject({
      title: 'Progress',
      version: 1,
      asReportedOn: '2026-06-11',
      versions: [{ id: '1', title: 'Progress' }],
      noUpdate: [{ target: { name: 'C-3' }, reason: 'Its row is empty.' }],
      laidBefore: [{ meeting: { id: expect.any(String) } }],
    });
    expect(before).not.toHaveProperty('withdrawn');
    expect(before.notices).toEqual([]);
  });

  it('is not in a view from before it', async () => {
    const { status } = await ledger.get('/api/reports/REPORT-1?asReportedOn=2026-06-10');
    expect(status).toBe(404);
  });

  it('stays as it was when it is amended, and the versions stand side by side', async () => {
    const { items } = await get('/api/reports/REPORT-1/versions');
    expect(items).toMatchObject([
      { id: '2', version: 2, supersedesVersion: 1, summary: 'Page 3.', from: { reason: 'A page was missing.' } },
      { id: '1', version: 1, asReportedOn: '2026-06-11', atSize: before.atSize },
    ]);
    const then = await get('/api/reports/REPORT-1?asReportedOn=2026-06-11');
    expect(then).toMatchObject({ version: 1, versions: [{ id: '1' }], atSize: before.atSize });
  });

  it('stands beside what is known now, each difference with its cause', async () => {
    const asked = `/api/reports/REPORT-1/now?asReportedOn=2026-06-30`;
    const { items, from, summary } = await get(asked);
    expect(from).toEqual({ asReportedOn: '2026-06-11', atSize: before.atSize });
    expect(items).toEqual([
      expect.objectContaining({
        kind: 'words',
        because: 'ledger correction',
        from: expect.objectContaining({ entryId: inScope, changeReason: 'A letter was missing.' }),
      }),
      ...items.slice(1),
    ]);
    expect(summary).toMatchObject({ words: 1, corrected: 1, dates: 0 });
    const { items: words } = await get(`${asked}&kind=words`);
    expect(words).toHaveLength(1);
    // What it does not cover is none of its business: a correction of other words, and promises of other parts.
    expect(JSON.stringify(items)).not.toContain(correction);
    expect(summary.silent).toBe(0);
    const all = await get(`/api/changes?plan=PLAN&from=2026-06-11&fromSize=${before.atSize}&asReportedOn=2026-06-30`);
    expect(JSON.stringify(all.items)).toContain(correction);
    expect(all.summary.silent).toBeGreaterThan(0);
  });

  it('shows as new, where it is the first of its plan, everything that it can show', async () => {
    const { from, summary, total } = await get('/api/reports/REPORT-1/changes?asReportedOn=2026-06-30');
    expect(from).toEqual({ asReportedOn: '0001-01-01', atSize: before.atSize });
    expect(summary.added).toBeGreaterThan(0);
    expect(total).toBeGreaterThanOrEqual(summary.added);
  });

  it('shows otherwise than the one before it what was said in between', async () => {
    const next = { ...JULY, source: { doc: 'S-2', sha256: 'b'.repeat(64) } };
    await caughtUp(
      await say({
        ...{ command: 'publish-report', reportId: 'REPORT-2', planId: 'PLAN', version: 1, title: 'Progress in July' },
        ...{ reportDate: '2026-07-01', sourceId: 'S-2', scope: ['P-EMPTY'], ...next },
      }),
    );
    expect((await get('/api/reports/REPORT-2')).before).toMatchObject({ report: { name: 'Progress, again' } });
    const { from, summary } = await get('/api/reports/REPORT-2/changes');
    // Since the amendment of the report before, which was made when all of this had been said.
    expect(from.asReportedOn).toBe('2026-07-01');
    expect(summary).toMatchObject({ dates: 0, words: 0 });
    const then = await get('/api/reports/REPORT-2/changes?asReportedOn=2026-07-01');
    expect(then.from).toEqual(from);
  });

  it('is marked where it was taken back', async () => {
    await caughtUp(
      await say({ command: 'withdraw-report', reportId: 'REPORT-1', ...JULY, reason: 'It was of another plan.' }),
    );
    const { withdrawn, notices } = await get('/api/reports/REPORT-1');
    expect(notices).toMatchObject([
      { kind: 'amended', version: 1, display: 'Amended on 1 July 2026', entries: [{ reason: 'A page was missing.' }] },
      {
        kind: 'withdrawn',
        version: 2,
        display: 'Withdrawn on 1 July 2026',
        entries: [{ object: { name: 'Progress, again' } }],
      },
      { kind: 'corrected', version: 1, entries: [{ entryId: inScope }] },
    ]);
    expect(withdrawn).toMatchObject({ type: 'ReportWithdrawn', reason: 'It was of another plan.' });
    const { items } = await get('/api/reports');
    expect(items.map(({ withdrawnOn }: Answer) => withdrawnOn)).toEqual([undefined, '2026-07-01']);
    expect(await get('/api/reports/REPORT-1?asReportedOn=2026-06-30')).not.toHaveProperty('withdrawn');
  });
});
