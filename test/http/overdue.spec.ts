import { AREAS, OWN_PLAN, published, said, write } from './own-plan.js';
import { type SmallLedger, smallLedger } from './small-ledger.js';

const month = (from: string, to: string, printed: string) => ({
  due: { from, to, precision: 'month', printed, basis: 'printed' },
});
const day = (from: string, to: string) => ({ due: { from, to, precision: 'day', basis: 'printed' } });
const promise = (milestoneId: string, what: string, more: object = {}) => ({
  ...{ command: 'promise-milestone', milestoneId, planId: 'OWN', ...said('2022-08-04'), kind: 'promise', what },
  ...{ promisedBy: { basis: 'notStated' }, attached: [{ kind: 'node', targetId: 'OWN-P' }], ...more },
});

const COMMANDS = [
  promise('OWN-M-2', 'A report some day.'),
  promise('OWN-M-3', 'A scorecard at every meeting.', { kind: 'standing' }),
  promise('OWN-M-4', 'A contract ends.', { kind: 'contractEnd', ...day('2022-09-01', '2022-09-02') }),
  promise('OWN-M-5', 'A review.', month('2022-10-01', '2022-11-01', 'October 2022')),
  {
    ...{ command: 'move-milestone', milestoneId: 'OWN-M-5', ...said('2022-10-10') },
    ...{ ...month('2022-12-01', '2023-01-01', 'December 2022'), reason: 'Nobody was free.' },
  },
  {
    ...{ command: 'move-milestone', milestoneId: 'OWN-M-5', ...said('2022-11-10') },
    ...{ ...day('2022-12-10', '2022-12-11'), notGiven: true },
  },
  promise('OWN-M-6', 'A poster.', day('2022-09-10', '2022-09-11')),
  {
    ...{ command: 'report-milestone-outcome', milestoneId: 'OWN-M-6', ...said('2022-10-10') },
    ...{ state: 'met', reason: 'It hangs there.', noEvidence: true },
  },
  {
    ...{ command: 'call-meeting', meetingId: 'OWN-MEET-1', ...said('2022-08-04'), bodyIds: ['B-1'], kind: 'board' },
    date: { date: '2022-08-04', precision: 'day' },
  },
  { command: 'hold-meeting', meetingId: 'OWN-MEET-1', ...said('2022-08-04'), date: '2022-08-04' },
  {
    ...{ command: 'call-meeting', meetingId: 'OWN-MEET-2', ...said('2022-10-10'), bodyIds: ['B-1'], kind: 'board' },
    date: { date: '2022-10-10', precision: 'day' },
  },
  { command: 'hold-meeting', meetingId: 'OWN-MEET-2', ...said('2022-10-10'), date: '2022-10-10' },
  {
    ...{ command: 'set-target-date', commitmentId: 'OWN-1', ...said('2022-08-04') },
    ...month('2022-11-01', '2022-12-01', 'November 2022'),
  },
  { command: 'set-lead', commitmentId: 'OWN-1', ...said('2022-08-04'), bodyId: 'B-1' },
  {
    ...{ command: 'set-release-schedule', metricId: 'OWN-MET', ...said('2022-08-04') },
    ...{ frequency: 'monthly', nextDue: '2022-09-15' },
  },
];

/** Of no plan: said at the end, for a test of their own. */
const action = (command: string, more: object) => ({ command, meetingId: 'OWN-MEET-1', actionId: 'OWN-ACT', ...more });
const ELSEWHERE = [
  action('raise-action', {
    ...{ ...said('2022-08-04'), text: 'Write to the operator.', owner: { role: 'Clerk' } },
    ...day('2022-09-01', '2022-09-02'),
  }),
  action('move-action-due', { ...said('2022-09-05'), ...day('2022-10-01', '2022-10-02'), reason: 'No answer.' }),
  action('close-action', { ...said('2022-11-01'), outcome: 'done', reason: 'Written.', noEvidence: true }),
  {
    ...{ command: 'register-external-recommendation', externalRecommendationId: 'OWN-ER', ...said('2022-08-04') },
    ...{ issuerBodyId: 'B-1', addressedTo: ['B-1'], reference: 'R/1', text: 'Answer faster.' },
    due: { from: '2023-12-01', to: '2024-01-01', precision: 'month', basis: 'printed' },
  },
  {
    ...{ command: 'link-external-recommendation', externalRecommendationId: 'OWN-ER', ...said('2022-08-04') },
    ...{ kind: 'commitment', targetId: 'OWN-2', reason: 'The same thing' },
  },
  {
    ...{ command: 'submit-external-recommendation', externalRecommendationId: 'OWN-ER', ...said('2024-02-01') },
    ...{ reason: 'Done.', evidence: [{ citation: { sourceId: 'S-1', line: 3 } }] },
  },
];

describe('what is overdue and due soon', () => {
  let ledger: SmallLedger;

  beforeAll(async () => {
    ledger = await smallLedger();
    let last = '';
    for (const command of [...OWN_PLAN, ...COMMANDS, ...ELSEWHERE]) last = await write(ledger, command);
    await published(ledger, last);
  });
  afterAll(() => ledger?.close());

  const get = async (parameters: string) => {
    const { status, text, body } = await ledger.get(`/api/overdue?${parameters}`);
    if (status !== 200) throw new Error(`${parameters}: ${text}`);
    return body;
  };
  /** Promises of the plan in short; releases of figures have a test of their own. */
  const lines = async (parameters: string) => {
    const { items } = await get(`about=OWN&${parameters}`);
    return items
      .filter(({ kind }: { kind: string }) => kind !== 'release')
      .map((line: { what: string; label: string; daysOverdue?: number; daysLeft?: number }) =>
        [line.what, line.label, line.daysOverdue ?? line.daysLeft].filter((part) => part !== undefined).join(' / '),
      );
  };
  it('follows the day of the view', async () => {
    expect(await lines('asReportedOn=2022-08-04')).toEqual([]);
    expect(await lines('asReportedOn=2022-08-11')).toEqual(['A poster. / Due soon / 30']);
    expect(await lines('asReportedOn=2022-10-09')).toEqual(['A poster. / Overdue / 29', 'A review. / Due soon / 22']);
    expect(await lines('asReportedOn=2022-11-30')).toEqual([
      'Pick up calls sooner. / Due soon / 0',
      'A new centre opens. / Due soon / 0',
      'A review. / Due soon / 10',
    ]);
    expect(await lines('asReportedOn=2022-12-11')).toEqual([
      'Pick up calls sooner. / Overdue / 11',
      'A new centre opens. / Overdue / 11',
      'A review. / Overdue / 1',
    ]);
  });

  it('may be asked of another day than that of the view', async () => {
    // As reported on the fourth of August nobody knew that the review would be put off, or that the poster was hung.
    expect(await lines('asReportedOn=2022-08-04&on=2023-01-01')).toEqual([
      'A poster. / Overdue / 113',
      'A review. / Overdue / 62',
      'Pick up calls sooner. / Overdue / 32',
      'A new centre opens. / Overdue / 32',
    ]);
    expect(await lines('asReportedOn=2022-12-11&on=2022-11-20&dueWithin=12')).toEqual([
      'Pick up calls sooner. / Due soon / 10',
      'A new centre opens. / Due soon / 10',
    ]);
  });

  it('is listed by state, and counted', async () => {
    const view = 'asReportedOn=2022-11-20&plan=OWN&kind=milestone';
    expect(await lines(`${view}&state=undated`)).toEqual(['A report some day. / Undated']);
    expect(await lines(`${view}&state=standing`)).toEqual(['A scorecard at every meeting. / Standing']);
    expect(await lines(`${view}&dueWithin=11&state=dueLater`)).toEqual(['A review. / Due later / 20']);
    const { counts, total } = await get(`${view}&dueWithin=11`);
    expect(counts).toEqual({ overdue: 0, unreported: 0, dueSoon: 1, dueLater: 1, undated: 1, standing: 1 });
    expect(total).toBe(1);
  });

  it('says how often a date changed, and what it was at first', async () => {
    const at = async (asReportedOn: string) =>
      (await get(`plan=OWN&asReportedOn=${asReportedOn}&dueWithin=366`)).items.find(
        ({ what }: { what: string }) => what === 'A review.',
      );
    expect(await at('2022-08-04')).toMatchObject({ moved: 0, advanced: 0, dueDisplay: 'October 2022' });
    expect((await at('2022-08-04')).firstDue).toBeUndefined();
    // The second change names a day inside the month promised: a refinement, and no move.
    expect(await at('2022-12-11')).toMatchObject({
      moved: 1,
      advanced: 0,
      dueDisplay: '10 December 2022',
      firstDue: { printed: 'October 2022' },
      dueFrom: { type: 'MilestoneMoved', reportedOn: '2022-11-10', source: { document: { title: 'A paper' } } },
    });
  });

  it('names who has to do it, and what it belongs to', async () => {
    const { items } = await get('asReportedOn=2022-11-30&about=OWN-1');
    expect(items).toMatchObject([
      {
        kind: 'commitment',
        object: { name: 'OWN-1' },
        plan: { name: 'A plan of its own' },
        owedBy: [{ body: { name: 'Combined Authority' }, basis: 'named' }],
        about: [{ name: 'Listening' }],
        from: { type: 'CommitmentMade' },
        dueFrom: { type: 'TargetDateSet' },
      },
      {
        kind: 'milestone',
        owedBy: [{ body: { name: 'Combined Authority' }, basis: 'named' }],
        about: [{ name: 'OWN-1' }],
        from: { type: 'MilestonePromised' },
        dueFrom: { type: 'MilestoneDated' },
      },
    ]);
  });

  it('is unreported while nobody has said anything since', async () => {
    const { items } = await get('asReportedOn=2022-12-11&about=OWN-1');
    expect(items.map(({ unreported }: { unreported: boolean }) => unreported)).toEqual([true, true]);
    // The review's own date was given before it passed; so was the last word of it.
    const early = await get('asReportedOn=2022-10-10&on=2022-10-09&state=overdue&kind=milestone&about=OWN');
    expect(early.items).toEqual([]);
    const poster = await get('asReportedOn=2022-10-09&state=overdue&kind=milestone&about=OWN');
    expect(poster.items).toMatchObject([{ what: 'A poster.', daysOverdue: 29, unreported: true }]);
  });

  it('holds standing promises against the meetings held since', async () => {
    const { items } = await get('plan=OWN&asReportedOn=2022-11-20&state=standing');
    expect(items).toMatchObject([
      {
        what: 'A scorecard at every meeting.',
        dueDisplay: 'At every meeting',
        meetings: [{ date: '2022-10-10', bodies: [{ name: 'Combined Authority' }], kept: null }],
      },
    ]);
    expect(items[0].meetings).toHaveLength(1);
    expect(items[0].due).toBeUndefined();
  });

  it('holds releases of figures until they are there', async () => {
    const release = async (parameters: string) => (await get(`plan=OWN&kind=release&${parameters}`)).items;
    expect(await release('asReportedOn=2022-08-20')).toMatchObject([
      { what: 'Time to pick up', label: 'Due soon', daysLeft: 26, dueDisplay: '15 September 2022' },
    ]);
    expect(await release('asReportedOn=2022-10-01')).toMatchObject([
      { label: 'Overdue', daysOverdue: 16, unreported: true },
    ]);
    const released = await write(ledger, {
      ...{ command: 'submit-metric', metricId: 'OWN-MET', ...said('2022-10-20'), ...AREAS, value: '300' },
      ...{ effective: { from: '2022-08-01', to: '2022-09-01' }, qualifier: 'exact', definitionVersion: 1 },
    });
    await published(ledger, released);
    expect(await release('asReportedOn=2022-10-19')).toHaveLength(1);
    expect(await release('asReportedOn=2022-10-20')).toEqual([]);
  });

  it('holds actions until they are closed', async () => {
    const actions = async (parameters: string) =>
      (await get(`about=OWN-MEET-1&kind=action&dueWithin=366&${parameters}`)).items;
    expect(await actions('asReportedOn=2022-08-04')).toMatchObject([
      {
        ...{ what: 'Write to the operator.', label: 'Due soon', daysLeft: 28, moved: 0 },
        owedBy: [{ role: 'Clerk' }],
        about: [{ name: 'Combined Authority, 4 August 2022' }],
      },
    ]);
    expect(await actions('asReportedOn=2022-10-02')).toMatchObject([
      { label: 'Overdue', daysOverdue: 1, unreported: true, moved: 1, firstDue: { from: '2022-09-01' } },
    ]);
    expect(await actions('asReportedOn=2022-11-01')).toEqual([]);
  });

  it('holds what an inspectorate asked for until it is sent for closing', async () => {
    const asked = async (parameters: string) => (await get(`plan=OWN&kind=externalRecommendation&${parameters}`)).items;
    expect(await asked('asReportedOn=2024-01-31')).toMatchObject([
      {
        ...{ what: 'Answer faster.', object: { name: 'R/1' }, label: 'Overdue', daysOverdue: 31, moved: 0 },
        ...{ owedBy: [{ body: { name: 'Combined Authority' } }], about: [{ name: 'OWN-2' }] },
      },
    ]);
    expect(await asked('asReportedOn=2024-02-01')).toEqual([]);
  });

  it('comes as a table', async () => {
    const { text, type } = await ledger.get('/api/overdue?plan=OWN&asReportedOn=2022-12-11&format=csv').expect(200);
    expect(type).toBe('text/csv');
    for (const part of ['A review.', 'Overdue', '10 December 2022', 'October 2022']) expect(text).toContain(part);
  });

  it('comes in pages', async () => {
    const first = await get('plan=OWN&asReportedOn=2022-12-11&limit=1');
    expect(first.items).toHaveLength(1);
    const { body } = await ledger.get(first.next).expect(200);
    expect(body.items[0].id).not.toBe(first.items[0].id);
    expect(body.counts).toEqual(first.counts);
  });
});
