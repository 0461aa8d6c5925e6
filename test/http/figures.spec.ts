import { type SmallLedger, smallLedger } from './small-ledger.js';

describe('figures', () => {
  let ledger: SmallLedger;
  const get = async (path: string) => {
    const response = await ledger.get(path);
    if (response.status !== 200) throw new Error(`${path}: ${response.text}`);
    return response.body;
  };

  beforeAll(async () => {
    ledger = await smallLedger();
  });
  afterAll(() => ledger?.close());

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
      const now = await get('/api/plans/PLAN/scorecard');
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
});
