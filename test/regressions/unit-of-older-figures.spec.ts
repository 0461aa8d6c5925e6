import { OWN_PLAN, published, said, write } from '../http/own-plan.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

const CITY = { name: 'Greater Manchester', code: 'E47000001' };
const WINTER = { from: '2022-01-01', to: '2022-04-01' };
const SPRING = { from: '2022-04-01', to: '2022-07-01' };
const SPENT = {
  ...{ name: 'Spent', use: 'funding', kind: 'money', periodType: 'quarter' },
  ...{ goodDirection: { value: 'noJudgement', basis: 'notStated' }, comparators: ['previousPeriod', 'baseline'] },
};

const metric = (command: string, reportedOn: string, more: object) => ({
  ...{ command, metricId: 'OWN-SPENT', ...said(reportedOn) },
  ...more,
});
const figure = (value: string, definitionVersion: number) => ({
  ...{ value, definitionVersion, areas: [CITY], qualifier: 'exact' },
});

describe('the figures of a metric whose unit has changed', () => {
  let ledger: SmallLedger;
  const get = async (path: string) => {
    const { status, text, body } = await ledger.get(path);
    if (status !== 200) throw new Error(`${path}: ${text}`);
    return body;
  };

  beforeAll(async () => {
    ledger = await smallLedger();
    for (const command of OWN_PLAN) await write(ledger, command);
    await write(ledger, metric('define-metric', '2022-06-07', { ...SPENT, definitionVersion: 1, unit: 'pounds' }));
    const baseline = { unit: 'pounds', points: [{ period: WINTER, value: '90000' }], reason: 'Printed' };
    await write(ledger, metric('set-baseline', '2022-06-07', baseline));
    const winter = metric('submit-metric', '2022-06-07', { effective: WINTER, ...figure('120000', 1) });
    const target = await write(ledger, winter);
    await write(
      ledger,
      metric('change-metric-definition', '2022-08-04', {
        ...{ ...SPENT, definitionVersion: 2, unit: 'thousand pounds', reason: 'In thousands from now on.' },
        break: { breakId: 'OWN-THOUSANDS', at: SPRING.from, note: 'In thousands.' },
      }),
    );
    await write(ledger, metric('submit-metric', '2022-08-04', { effective: SPRING, ...figure('130', 2) }));
    const link = { indicatorId: 'OWN-IND', metricIds: ['OWN-SPENT'] };
    await write(ledger, { command: 'link-indicator-metrics', planId: 'OWN', ...said('2022-08-05'), ...link });
    const restated = { command: 'restate-entry', ...said('2022-10-06'), target, reason: 'error', note: 'Misread' };
    await published(ledger, await write(ledger, { ...restated, statement: figure('125000', 1) }));
  });
  afterAll(() => ledger?.close());

  const displays = (observations: { display: string }[]) => observations.map(({ display }) => display);

  it('are each shown in the unit that they were reported in', async () => {
    const { items } = await get('/api/metrics/OWN-SPENT/observations');
    expect(displays(items)).toEqual(['130 thousand pounds', '£125,000']);
    expect(items.map(({ unit }: { unit: string }) => unit)).toEqual(['thousand pounds', 'pounds']);
    const [series] = (await get('/api/metrics/OWN-SPENT/areas')).series;
    expect(displays(series.figures)).toEqual(['130 thousand pounds', '£125,000']);
  });

  it('are shown so where another is compared with them', async () => {
    const [line] = (await get('/api/plans/OWN/scorecard')).priorities[0].lines;
    const [previous, baseline] = line.travel;
    expect(line.display).toBe('130 thousand pounds');
    expect(previous).toMatchObject({ comparator: 'previousPeriod', why: 'seriesBreak', of: { display: '£125,000' } });
    expect(baseline).toMatchObject({ comparator: 'baseline', movement: 'notComparable', ofValue: '£90,000' });
    expect((await get('/api/metrics/OWN-SPENT')).travel[0].of.display).toBe('£125,000');
  });

  it('are shown so among their revisions', async () => {
    const { rows } = await get('/api/metrics/OWN-SPENT/revisions');
    expect(displays(rows[1].cells)).toEqual(['£120,000', '£125,000']);
  });

  it('are shown so where they have changed', async () => {
    const { items } = await get('/api/changes?from=2022-09-01&plan=OWN&kind=figure');
    expect(items).toMatchObject([{ was: '£120,000', is: '£125,000', because: 'restatement' }]);
  });
});
