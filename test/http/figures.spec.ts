import { type SmallLedger, smallLedger } from './small-ledger.js';

type Measure = { by: string; metric?: { name: string }; value: { display: string } | null };

describe('figures', () => {
  let ledger: SmallLedger;
  const get = async (path: string) => {
    const response = await ledger.get(path);
    if (response.status !== 200) throw new Error(`${path}: ${response.text}`);
    return response.body;
  };

  beforeAll(async () => {
    ledger = await smallLedger();
    const { status, text, body } = await ledger.send({
      ...{ command: 'publish-report', reportId: 'REP-AUGUST', planId: 'PLAN', version: 1, title: 'Progress in August' },
      ...{ reportedOn: '2022-08-04', reportDate: '2022-08-04', sourceId: 'S-1' },
      source: { doc: 'S-1', sha256: 'a'.repeat(64) },
    });
    if (status !== 200) throw new Error(text);
    await ledger.get('/api/plans').set('Ledger-After', body.eventIds.at(-1)).expect(200);
  });
  afterAll(() => ledger?.close());

  it('of a commitment are those that its updates state, and those of the parts of the plan that it sits in', async () => {
    const measuresIn = async (view: string) => {
      const { measures } = await get(`/api/commitments/C-1${view}`);
      return measures.map(({ by, metric, value }: Measure) => [by, metric?.name, value?.display]);
    };
    expect(await measuresIn('?asReportedOn=2022-08-04')).toEqual([
      ['update', 'Answer time', '5m 10s'],
      ['indicator', 'Calls answered', '104 calls'],
      ['indicator', undefined, undefined], // nobody had said by what it is measured
    ]);
    expect(await measuresIn('')).toEqual([
      ['update', 'Answer time', '5m 10s'],
      ['indicator', 'Calls answered', '106 calls'],
      ['indicator', 'Answer time', '5m 10s'],
    ]);
  });

  describe('on the scorecard', () => {
    const line = async (view: string) => (await get(`/api/plans/PLAN/scorecard${view}`)).priorities[0].lines[0];
    const travelled = ({ travel }: { travel: Record<string, unknown>[] }) =>
      travel.map(({ comparator, movement, judgement, basis }) => [comparator, movement, judgement, basis].join(' '));

    it('are those of the newest period, compared with what the view holds', async () => {
      const then = await line('?asReportedOn=2022-08-04');
      expect(then).toMatchObject({
        ...{ standing: 'agreed', display: '104 calls', otherFigures: 2, linkedBy: 'printed' },
        ...{ metric: { name: 'Calls answered' }, priority: { name: 'Safety' }, plan: { name: 'A plan' } },
        value: { value: '104', periodDisplay: '1 April 2022 to 30 June 2022', areas: [{ code: 'E47000001' }] },
        target: { kind: 'target', points: [{ value: '110' }] },
        ...{ nextDue: '2099-01-01', overdueRelease: false },
      });
      expect(travelled(then)).toEqual([
        'previousPeriod noMaterialChange stable computed',
        'samePeriodLastYear up improving computed',
        'samePeriodLastYear up improving statedByThePaper',
        'previous quarter noMaterialChange stable statedByThePaper',
      ]);
    });

    it('go another way once the body has restated what they are compared with', async () => {
      const now = await line('');
      expect(now.value).toMatchObject({ value: '106', changed: true });
      expect(now.travel[0]).toMatchObject({
        movement: 'up',
        judgement: 'improving',
        of: { value: '98', changed: true },
      });
    });

    it('had nothing to be compared with in an earlier view, and says so', async () => {
      const before = await line('?asReportedOn=2022-06-07');
      expect(before.value).toMatchObject({ value: '100' });
      expect(before.travel.map(({ why }: { why: string }) => why)).toEqual(['noFigure', 'noFigure']);
    });

    it('stand beside the indicators that have none', async () => {
      const then = await get('/api/plans/PLAN/scorecard?asReportedOn=2022-08-04');
      expect(then.withoutFigure).toMatchObject([{ name: 'People feel safe' }]);
      expect(then.priorities[0].lines[1]).toMatchObject({ standing: 'proposed', value: null, travel: [] });
      expect(then.priorities[0].lines[1].display).toBe('Not stated in the source');
      expect(then.offScorecard).toBe(1);
    });

    it('are not changed by what the editors link later, which is shown apart', async () => {
      const then = await get('/api/plans/PLAN/scorecard?asReportedOn=2022-08-04');
      expect(then.addedByEditors).toMatchObject([{ kind: 'IndicatorMetricsLinked', on: '2026-06-11' }]);
      expect(then.measuresSince).toMatchObject([
        {
          ...{ through: { name: 'People feel safe' }, metric: { name: 'Answer time' }, value: { value: '310' } },
          from: { reportedOn: '2026-06-11' },
        },
      ]);
      const now = await get('/api/plans/PLAN/scorecard');
      expect(now.measuresSince).toEqual([]);
      expect(now.addedByEditors).toEqual([]);
      expect(now.priorities[0].lines[1]).toMatchObject({ metric: { name: 'Answer time' }, linkedBy: 'judgement' });
      expect(now).toMatchObject({ withoutFigure: [], offScorecard: 0 });
    });

    it('come by standing, and as a list over all plans', async () => {
      const proposed = await get('/api/plans/PLAN/scorecard?standing=proposed');
      expect(proposed.priorities).toMatchObject([{ lines: [{ indicator: { name: 'People feel safe' } }] }]);
      const list = await get('/api/scorecard?plan=PLAN&limit=1');
      expect(list).toMatchObject({ total: 2, items: [{ indicator: { name: 'Calls are answered' } }] });
      expect((await get(list.next)).items).toMatchObject([{ indicator: { name: 'People feel safe' } }]);
      expect((await get('/api/scorecard?plan=OTHER')).total).toBe(0);
    });

    it('are not those of a plan that nobody has spoken of yet', async () => {
      const { status, body } = await ledger.get('/api/plans/PLAN/scorecard?asReportedOn=2022-01-01');
      expect([status, body.code]).toEqual([404, 'unknown-object']);
    });
  });

  describe('that the body has changed', () => {
    const report = { id: expect.any(String), name: 'Progress in August' };
    const changes = async (query = '') => (await get(`/api/restatements?object=MET-2${query}`)).items;

    it('are listed with what that does to the direction of travel', async () => {
      const [withdrawn, revised, restated] = await changes();
      expect(restated).toMatchObject({
        ...{ kind: 'Restated', figureChange: 'unscheduledCorrection' },
        ...{ before: { value: '100' }, after: { value: '98' }, approvedBy: 'approver' },
        ...{ beforeInWords: '100 calls', afterInWords: '98 calls', figure: expect.stringContaining('March 2022') },
        effect: { direction: 'unchanged', display: 'Direction of travel unchanged', changes: [] },
      });
      expect(revised).toMatchObject({ kind: 'Revised', figureChange: 'scheduledRevision' });
      expect(revised).toMatchObject({ after: { value: '106' }, effect: { direction: 'unchanged' } });
      expect(revised).not.toHaveProperty('approvedBy');
      expect(withdrawn).toMatchObject({ kind: 'Withdrawn', figureChange: 'withdrawal', after: null });
      expect(withdrawn.effect).toMatchObject({ direction: 'changed', display: 'Direction of travel changed' });
      expect(withdrawn.effect.changes).toEqual([
        {
          ...{ figure: '2022-04-01..2022-07-01/Bolton/-', periodDisplay: '1 April 2022 to 30 June 2022' },
          ...{ comparator: 'previousPeriod', movementBefore: 'up', judgementBefore: 'improving' },
          ...{ movement: 'notComparable', judgement: 'notAssessed' },
        },
      ]);
    });

    it('are listed with the published reports that quote what they were', async () => {
      for (const { quotedIn } of await changes()) expect(quotedIn).toContainEqual(report);
      const [ofAnother] = (await get('/api/restatements?object=MET-1')).items;
      expect(ofAnother.quotedIn).toContainEqual(report);
    });

    it('may be asked for by kind, category, object and day', async () => {
      expect(await changes('&kind=Revised')).toMatchObject([{ after: { value: '106' } }]);
      expect(await changes('&category=body')).toEqual([]);
      expect(await changes('&from=2026-06-11&to=2026-06-12')).toHaveLength(3);
      expect(await changes('&from=2026-06-12')).toEqual([]);
      expect(await changes('&to=2026-06-11')).toEqual([]);
      expect((await get('/api/restatements?category=metric')).total).toBe(4);
    });
  });

  describe('that the ledger has put right', () => {
    const corrections = async (query: string) => (await get(`/api/corrections?object=MET-1${query}`)).items;

    it('are in a list of their own, with the reports that show what it had', async () => {
      const [correction, ...others] = await corrections('');
      expect(others).toEqual([]);
      expect(correction).toMatchObject({
        ...{ kind: 'correction', object: { name: 'Answer time' }, was: { value: '301' }, is: { value: '310' } },
        ...{ reason: 'A digit was mistyped.', takenBack: false, reportedOn: '2022-08-04' },
        from: { type: 'EntryCorrected', entryLabel: 'Ledger entry corrected' },
      });
      const restated = (await get('/api/restatements')).items.map(({ id }: { id: string }) => id);
      expect(restated).not.toContain(correction.id);
      const corrected = (await get('/api/corrections')).items.map(({ kind }: { kind: string }) => kind);
      expect(new Set(corrected)).not.toContain('Restated');
    });

    it('may be asked for by kind, category and day of recording, in a view', async () => {
      const today = new Date().toISOString().slice(0, 10);
      expect(await corrections('&kind=void')).toEqual([]);
      expect(await corrections('&kind=correction&category=metric')).toHaveLength(1);
      expect(await corrections('&category=plan')).toEqual([]);
      expect(await corrections(`&to=${today.replace(/^..../, '2020')}`)).toEqual([]);
      expect(await corrections('&from=2020-01-01')).toHaveLength(1);
      expect(await corrections('&asReportedOn=2022-08-03')).toEqual([]);
    });
  });

  describe('on the page of their metric', () => {
    it('stand with what is kept of it', async () => {
      const page = await get('/api/metrics/MET-2');
      expect(page).toMatchObject({
        ...{ name: 'Calls answered', last: { value: '106' }, observationCount: 5 },
        materiality: { type: 'relative', amount: '5', from: { reason: 'As published' } },
        definition: { owner: 'Head of the contact centre' },
        release: { frequency: 'quarterly', nextDue: '2099-01-01' },
        checks: [{ calculation: '104 - 100 = 4', result: 'ownArithmetic' }],
        breaks: [{ at: '2020-01-01' }],
        directions: [{ comparator: 'previous quarter', movement: 'noChange', judgement: 'stable' }],
      });
      expect(page.travel[0]).toMatchObject({ comparator: 'previousPeriod', movement: 'up', of: { value: '98' } });
      expect(page).not.toHaveProperty('retired');
      const { body, status } = await ledger.get('/api/metrics/MET-2?asReportedOn=2022-06-06');
      expect([status, body.code]).toEqual([404, 'unknown-object']);
    });

    it('stand by area', async () => {
      const { metric, series } = await get('/api/metrics/MET-2/areas?asReportedOn=2022-08-04');
      expect(metric).toMatchObject({ name: 'Calls answered' });
      expect(series).toMatchObject([
        { areas: [{ code: 'E47000001' }], last: { value: '104' }, trend: false },
        { areas: [{ name: 'Bolton' }], last: { value: '44' }, figures: [{ value: '44' }, { value: '40' }] },
      ]);
    });

    it('stand by the days on which they were reported', async () => {
      const { vintages, rows } = await get('/api/metrics/MET-2/revisions');
      expect(vintages).toEqual(['2022-06-07', '2022-08-04', '2026-06-11']);
      const said = rows.map(({ id, cells }: { id: string; cells: { what: string; value: unknown }[] }) => [
        ...[id, cells.map(({ what, value }) => `${what} ${value}`).join(', ')],
      ]);
      expect(said).toEqual([
        ['2022-04-01..2022-07-01/Bolton/-', 'first 44'],
        ['2022-04-01..2022-07-01/E47000001/-', 'first 104, revised 106'],
        ['2022-04-01..2022-07-01/E47000001/line=999', 'first 60'],
        ['2022-01-01..2022-04-01/Bolton/-', 'first 40, withdrawn null'],
        ['2022-01-01..2022-04-01/E47000001/-', 'first 100, restated 98'],
        ['2021-04-01..2021-07-01/E47000001/-', 'first 90'],
      ]);
      expect((await get('/api/metrics/MET-2/revisions?asReportedOn=2022-06-07')).vintages).toEqual(['2022-06-07']);
    });
  });
});
