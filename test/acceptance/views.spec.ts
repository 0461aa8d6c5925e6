import type { Response } from 'supertest';
import { STANDARD_SCHEME } from '../../src/settings/standard-scheme.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

const SOURCE = { sha256: 'a'.repeat(64) };
const OFFICER = { actingAs: 'reporting-officer' };

/** What is said of the status of one promise, in the order in which it is written. */
const STEPS = [
  'before',
  'reported',
  'mistyped',
  'out of order',
  'corrected',
  'misplaced',
  'voided',
  'restated',
  'withdrawn',
  'amended',
  'taken back',
] as const;
type Step = (typeof STEPS)[number];

/** The officer's status of the promise by day and by how much of the above is written; null: none was stated. */
const STATUS: [asReportedOn: string, after: Step, status: string | null][] = [
  ['2023-03-01', 'before', null],
  ['2022-06-30', 'amended', null],
  ['2022-07-01', 'amended', 'not-started'],
  ['2022-09-01', 'mistyped', 'not-started'],
  ['2022-09-01', 'out of order', 'on-track'],
  ['2022-11-30', 'amended', 'on-track'],
  ['2022-12-01', 'mistyped', 'off-track'],
  ['2022-12-01', 'out of order', 'off-track'],
  ['2022-12-01', 'corrected', 'at-risk'],
  ['2022-12-01', 'amended', 'at-risk'],
  ['2022-10-01', 'corrected', 'on-track'],
  ['2022-10-01', 'misplaced', 'off-track'],
  ['2022-10-01', 'voided', 'on-track'],
  ['2023-03-01', 'voided', 'at-risk'],
  ['2023-02-28', 'restated', 'at-risk'],
  ['2023-03-01', 'restated', 'on-track'],
  ['2023-03-01', 'withdrawn', 'on-track'],
  ['2023-03-01', 'amended', 'off-track'],
  ['2023-02-28', 'amended', 'at-risk'],
  ['2023-03-31', 'taken back', 'off-track'],
  ['2023-04-01', 'taken back', null],
];

/** What had been said of the promise in the only report about it, before and after that was taken back. */
const UPDATE: [asReportedOn: string, after: Step, isThere: boolean][] = [
  ['2022-08-03', 'amended', false],
  ['2022-08-04', 'before', true],
  ['2023-01-31', 'amended', true],
  ['2023-02-01', 'restated', true],
  ['2023-02-01', 'withdrawn', false],
];

/** Restatements by day and size: kind, and the status before and after where it is one. */
const RESTATED = ['Restated', 'at-risk', 'on-track'];
const AMENDED = ['Restated', 'at-risk', 'off-track'];
const WITHDRAWN = ['Withdrawn', undefined, undefined];
const RESTATEMENTS: [asReportedOn: string, after: Step, lines: unknown[]][] = [
  ['2023-03-01', 'before', []],
  ['2023-03-01', 'voided', []],
  ['2023-03-01', 'restated', [RESTATED]],
  ['2023-02-28', 'restated', []],
  ['2023-03-01', 'withdrawn', [RESTATED, WITHDRAWN]],
  ['2023-02-28', 'withdrawn', [WITHDRAWN]],
  ['2023-03-01', 'amended', [AMENDED, WITHDRAWN]],
];

const PINNED = [
  '/api/plans/PLAN?asReportedOn=2022-08-04',
  '/api/commitments/C-1?asReportedOn=2023-03-01',
  '/api/commitments/C-1/history?asReportedOn=2023-03-01',
  '/api/restatements?asReportedOn=2023-03-01',
];

describe('views of a ledger that was reported to, corrected, restated, voided and loaded out of order', () => {
  let ledger: SmallLedger;
  /** Size of the ledger after a step. */
  const sizes = {} as Record<Step, number>;
  /** What pinned addresses answered before the steps. */
  const early = new Map<string, Response>();

  /** Sends a command, waits until it can be read, and gives its first entry. */
  async function write(command: Record<string, unknown>): Promise<{ id: string; size: number }> {
    const { status, body, text } = await ledger.send(command);
    if (status !== 200) throw new Error(`${command.command}: ${text}`);
    const id = body.eventIds.at(-1);
    const { body: plan } = await ledger.get('/api/plans/PLAN').set('Ledger-After', id).expect(200);
    return { id, size: plan.view.atSize };
  }

  async function step(name: Step, command: Record<string, unknown>): Promise<string> {
    const { id, size } = await write({ ...OFFICER, ...command });
    sizes[name] = size;
    return id;
  }

  const statement = (status: string) => ({
    ...{ assessment: 'officer', scheme: 'standard', schemeVersion: 1 },
    ...{ status, reason: 'As the paper says.', noEvidence: true },
  });
  const report = (name: Step, reportedOn: string, status: string) =>
    step(name, { command: 'report-status', commitmentId: 'C-1', reportedOn, source: SOURCE, ...statement(status) });

  beforeAll(async () => {
    ledger = await smallLedger();
    const scheme = { command: 'publish-status-scheme', source: SOURCE, ...STANDARD_SCHEME };
    const [first, ...others] = STANDARD_SCHEME.values;
    const values = [{ ...first!, label: 'Not begun' }, ...others];
    await write({ ...scheme, reportedOn: '2022-08-15', values });
    sizes.before = (await write({ ...scheme, reportedOn: '2023-06-01', version: 2 })).size;
    for (const address of PINNED) early.set(address, await ledger.get(`${address}&atSize=${sizes.before}`));

    await report('reported', '2022-07-01', 'not-started');
    const mistyped = await report('mistyped', '2022-12-01', 'off-track');
    await report('out of order', '2022-09-01', 'on-track');
    await step('corrected', {
      command: 'correct-entry',
      target: mistyped,
      statement: statement('at-risk'),
      correctionReason: 'Another line was read.',
    });
    const misplaced = await report('misplaced', '2022-10-01', 'off-track');
    await step('voided', { command: 'void-entry', target: misplaced, reason: 'It was said of another promise.' });
    const restated = await step('restated', {
      command: 'restate-entry',
      target: mistyped,
      reportedOn: '2023-03-01',
      source: SOURCE,
      statement: statement('on-track'),
      reason: 'error',
    });
    await step('withdrawn', {
      command: 'withdraw-entry',
      target: ledger.events.get('report-progress')![0],
      reportedOn: '2023-02-01',
      source: SOURCE,
      reason: 'The paper was taken back.',
    });
    await step('amended', {
      command: 'correct-entry',
      target: restated,
      statement: statement('off-track'),
      correctionReason: 'A line was skipped.',
    });
    await step('taken back', {
      command: 'withdraw-entry',
      target: restated,
      reportedOn: '2023-04-01',
      source: SOURCE,
      reason: 'Nobody had asked the districts.',
    });
  });
  afterAll(() => ledger?.close());

  const at = async (path: string, asReportedOn: string, after: Step) => {
    const { body } = await ledger.get(`${path}?asReportedOn=${asReportedOn}&atSize=${sizes[after]}`).expect(200);
    expect(body.view).toMatchObject({ asReportedOn, atSize: sizes[after], defaulted: [] });
    return body;
  };

  it.each(STATUS)('the status as reported by %s, %s: %s', async (day, after, status) => {
    const commitment = await at('/api/commitments/C-1', day, after);
    expect(commitment.statuses[0].status).toBe(status);
    const plan = await at('/api/plans/PLAN', day, after);
    const inTree = plan.children[0].commitments.find(({ id }: { id: string }) => id === commitment.id);
    expect(inTree.statuses).toEqual(commitment.statuses);
    const counts = await at('/api/plans/PLAN/counts', day, after);
    expect(counts.byStatus).toContainEqual(expect.objectContaining({ status }));
  });

  it('says where a status comes from, and that none was stated where none was', async () => {
    const { statuses } = await at('/api/commitments/C-1', '2022-12-01', 'corrected');
    expect(statuses[0]).toMatchObject({
      label: 'At risk',
      from: { type: 'EntryCorrected', entry: 'correction', reportedOn: '2022-12-01', index: sizes.corrected - 1 },
    });
    const unsaid = await at('/api/commitments/C-1', '2022-12-01', 'before');
    expect(unsaid.statuses[0]).toEqual({ assessment: 'officer', status: null, label: 'Not stated in the source' });
  });

  it('names statuses as the scheme in force does, and before the first version as that one does', async () => {
    const label = async (day: string) => (await at('/api/commitments/C-1', day, 'reported')).statuses[0].label;
    expect(await label('2022-07-01')).toBe('Not begun');
    expect(await label('2022-08-15')).toBe('Not begun');
    expect(await label('2023-06-01')).toBe('Not started');
    const { byStatus } = await at('/api/plans/PLAN/counts', '2022-07-01', 'reported');
    expect(byStatus).toContainEqual({ status: 'not-started', label: 'Not begun', count: 1 });
  });

  it('says of a status that was taken back that it was, and when, and why', async () => {
    const { statuses } = await at('/api/commitments/C-1', '2023-04-01', 'taken back');
    expect(statuses[0]).toMatchObject({
      ...{ label: 'Withdrawn', reason: 'Nobody had asked the districts.' },
      from: { type: 'Withdrawn', reportedOn: '2023-04-01', entry: 'backfill' },
    });
  });

  it.each(UPDATE)('what the report said, as reported by %s, %s: there %s', async (day, after, isThere) => {
    const { latestUpdate, updates } = await at('/api/commitments/C-1', day, after);
    expect([latestUpdate !== null, updates.length]).toEqual([isThere, isThere ? 1 : 0]);
  });

  it('keeps in the history whatever was said, with what became of it', async () => {
    const history = async (day: string, after: Step) => {
      const { items } = await at('/api/commitments/C-1/history', day, after);
      return items.filter(({ facet }: { facet: string }) => facet === 'status/officer');
    };
    const lines = await history('2023-03-01', 'amended');
    const [, mistyped, , corrected, misplaced, voided, restated, amended] = lines;
    expect(lines.map(({ kind, statement }: Record<string, { status: string }>) => [kind, statement?.status])).toEqual([
      ['statement', 'not-started'],
      ['statement', 'off-track'],
      ['statement', 'on-track'],
      ['ledgerCorrection', 'at-risk'],
      ['statement', 'off-track'],
      ['ledgerVoid', undefined],
      ['changedByTheBody', 'on-track'],
      ['ledgerCorrection', 'off-track'],
    ]);
    expect(mistyped.correctedBy).toEqual([corrected.id]);
    expect([misplaced.voidedBy, voided.target]).toEqual([voided.index, misplaced.id]);
    expect([restated.target, restated.correctedBy]).toEqual([mistyped.id, [amended.id]]);

    // Nothing of it before it was written, and nothing of what had not been reported.
    const [first, second, ...more] = await history('2023-03-01', 'mistyped');
    expect([first.correctedBy, second.correctedBy, more]).toEqual([[], [], []]);
    const known = await history('2022-11-30', 'amended');
    expect(known.map(({ reportedOn }: { reportedOn?: string }) => reportedOn)).toEqual([
      '2022-07-01',
      '2022-09-01',
      '2022-10-01',
      undefined,
    ]);
  });

  it.each(RESTATEMENTS)('restatements as reported by %s, %s', async (day, after, lines) => {
    const { items } = await at('/api/restatements', day, after);
    expect(
      items.map(({ kind, before, after }: Record<string, { status?: string }>) => [
        kind,
        before?.status,
        after?.status,
      ]),
    ).toEqual(lines);
  });

  it('says why the body restated, not what the ledger had typed wrongly, and where both statements stand', async () => {
    const { items } = await at('/api/restatements', '2023-03-01', 'amended');
    expect(items[0].change).toEqual({ reason: 'error' });
    expect(items[0].beforeFrom).toMatchObject({ index: sizes.corrected - 1, entryLabel: 'Ledger entry corrected' });
    expect(items[0].from.changeReason).toBe('A line was skipped.');
  });

  it('never shows a correction of the ledger among the restatements, whatever the size', async () => {
    for (let size = 0; size <= sizes.amended; size++) {
      const { body } = await ledger.get(`/api/restatements?atSize=${size}`).expect(200);
      for (const { kind } of body.items) expect(['Revised', 'Restated', 'Withdrawn']).toContain(kind);
    }
  });

  it('answers from before the promise was loaded that it is not there yet', async () => {
    const { body: entry } = await ledger.get(`/api/entries/${ledger.events.get('make-commitment')![0]}`);
    const size = entry.index;
    for (const path of ['/api/commitments/C-1', '/api/commitments/C-1/history']) {
      const { status, body } = await ledger.get(`${path}?atSize=${size}`);
      expect([status, body.code]).toEqual([404, 'unknown-object']);
      expect(body.detail).toContain(`Ask for atSize=${size + 1} or more`);
      await ledger.get(`${path}?atSize=${size + 1}`).expect(200);
    }
    const { body: plan } = await ledger.get(`/api/plans/PLAN?atSize=${size}`).expect(200);
    expect(plan.commitmentCount).toBe(0);
  });

  it('answers the same at a pinned address, byte for byte, whatever is written later', async () => {
    for (const address of PINNED) {
      const then = early.get(address)!;
      const now = await ledger.get(`${address}&atSize=${sizes.before}`).expect(200);
      expect(now.text).toBe(then.text);
      expect(now.headers.etag).toBe(then.headers.etag);
      expect(now.headers['cache-control']).toBe('public, max-age=300');
      const unchanged = await ledger.get(`${address}&atSize=${sizes.before}`).set('If-None-Match', then.headers.etag!);
      expect([unchanged.status, unchanged.text]).toEqual([304, '']);
      const changed = await ledger.get(`${address}&atSize=${sizes.amended}`).set('If-None-Match', then.headers.etag!);
      expect(changed.status).toBe(200);
    }
  });

  it('names the pinned address of what it has answered', async () => {
    for (const address of [
      '/api/commitments/C-1',
      '/api/commitments/C-1/history?limit=3',
      '/api/restatements?limit=1',
    ]) {
      const open = await ledger.get(address).expect(200);
      expect(open.headers['cache-control']).toBe('no-cache');
      expect(open.body.view.defaulted).toEqual(['asReportedOn', 'atSize']);
      const pinned = await ledger.get(open.headers['content-location']!).expect(200);
      expect(pinned.body).toEqual({ ...open.body, view: { ...open.body.view, defaulted: [] } });
    }
  });

  it('waits for an entry that the caller has just written', async () => {
    for (const reportedOn of ['2023-04-01', '2023-04-02', '2023-04-03', '2023-04-04']) {
      const said = { command: 'report-status', commitmentId: 'C-3', reportedOn, source: SOURCE, ...OFFICER };
      const { body: receipt } = await ledger.send({ ...said, ...statement('on-track') });
      const { body } = await ledger.get('/api/commitments/C-3').set('Ledger-After', receipt.eventIds[0]).expect(200);
      expect(body.statuses[0].from).toMatchObject({ entryId: receipt.eventIds[0], reportedOn });
    }
    expect((await ledger.get('/api/plans').set('Ledger-After', 'no-id')).body.code).toBe('malformed-header');
  });

  it('says so when an entry that the caller waits for does not come', async () => {
    const unknown = '01890000-0000-7000-8000-000000000000';
    const { status, body, headers } = await ledger.get('/api/plans').set('Ledger-After', unknown);
    expect([status, body.code, headers['retry-after']]).toEqual([503, 'not-yet-known', '1']);
  });
});
