type Write = (command: Record<string, unknown>) => Promise<void>;

const SOURCE = { doc: 'S-1', sha256: 'a'.repeat(64) };
const june = { reportedOn: '2022-06-07', source: SOURCE };
const august = { reportedOn: '2022-08-04', source: SOURCE };
const later = { reportedOn: '2026-06-11', source: SOURCE };

const COUNTY = { name: 'Greater Manchester', code: 'E47000001' };
const TOWN = { name: 'Bolton' };
const SPRING_BEFORE = { from: '2021-04-01', to: '2021-07-01' };
const WINTER = { from: '2022-01-01', to: '2022-04-01' };
const SPRING = { from: '2022-04-01', to: '2022-07-01' };

/** Objects for the addresses that name one. */
export const named: Record<string, () => string> = {
  '/api/plans/:id/scorecard': () => 'PLAN',
  '/api/metrics/:id': () => 'MET-2',
  '/api/metrics/:id/areas': () => 'MET-2',
  '/api/metrics/:id/revisions': () => 'MET-2',
};

/** A metric with all that can be said of one, on the scorecard of the small ledger's plan. */
export async function sayMore(write: Write, events: ReadonlyMap<string, string[]>): Promise<void> {
  const plan = (command: string, more: object) => write({ command, planId: 'PLAN', ...more });
  const metric = (command: string, more: object) => write({ command, metricId: 'MET-2', ...more });
  const figure = (value: string, area: object) => ({
    ...{ value, areas: [area], qualifier: 'exact', definitionVersion: 1 },
  });
  const submit = async (said: object, effective: object, value: string, area: object, more: object = {}) => {
    await metric('submit-metric', { ...said, effective, ...figure(value, area), ...more });
    return events.get('submit-metric')!.at(-1)!;
  };

  await metric('define-metric', {
    ...{ ...june, definitionVersion: 1, name: 'Calls answered', use: 'volume', kind: 'count', unit: 'calls' },
    ...{ periodType: 'quarter', goodDirection: { value: 'higher', basis: 'judgement' } },
    comparators: ['previousPeriod', 'samePeriodLastYear'],
    owner: 'Head of the contact centre',
  });
  await metric('set-materiality-rule', { ...june, type: 'relative', amount: '5', reason: 'As published' });
  await metric('set-target', { ...june, unit: 'calls', points: [{ period: SPRING, value: '110' }], reason: 'Printed' });
  await metric('mark-series-break', { ...june, breakId: 'BR-1', at: '2020-01-01', note: 'Another switchboard' });
  await metric('mark-series-break', { ...june, breakId: 'BR-2', at: '2022-04-01', note: 'Misread' });
  await metric('withdraw-series-break', { ...june, edition: 2, breakId: 'BR-2', reason: 'There was none' });
  await submit(june, SPRING_BEFORE, '90', COUNTY);
  const winter = await submit(june, WINTER, '100', COUNTY);
  const town = await submit(june, WINTER, '40', TOWN);
  const upBy = [{ type: 'samePeriodLastYear', changePercent: '15.6', printed: 'up 15.6%' }];
  const spring = await submit(august, SPRING, '104', COUNTY, { statedComparators: upBy });
  await submit(august, SPRING, '44', TOWN);
  await submit(august, SPRING, '60', COUNTY, { breakdown: [{ name: 'line', value: '999' }] });
  await metric('state-direction', {
    ...{ ...august, effective: SPRING, areas: [COUNTY], words: 'About as many as before.' },
    ...{ comparator: 'previous quarter', movement: 'noChange', judgement: 'stable' },
  });
  const sum = { entries: [spring, winter], calculation: '104 - 100 = 4', result: 'ownArithmetic' };
  await metric('note-arithmetic', { ...later, checkId: 'CH-1', ...sum });
  await metric('set-release-schedule', { ...august, frequency: 'quarterly', nextDue: '2099-01-01' });

  const indicator = (indicatorId: string, label: string, standing: string, order: number) =>
    plan('set-scorecard-indicator', { ...june, indicatorId, priorityId: 'P-1', label, standing, order });
  await indicator('IND-1', 'Calls are answered', 'agreed', 1);
  await indicator('IND-2', 'People feel safe', 'proposed', 2);
  await plan('link-indicator-metrics', { ...june, indicatorId: 'IND-1', metricIds: ['MET-2'], basis: 'printed' });
  await plan('link-indicator-metrics', { ...later, indicatorId: 'IND-2', metricIds: ['MET-1'], basis: 'judgement' });

  const change = { ...later, target: winter, statement: figure('98', COUNTY) };
  await write({ command: 'restate-entry', ...change, reason: 'error', note: 'Some were counted twice.' });
  const revised = { ...later, target: spring, statement: { ...figure('106', COUNTY), statedComparators: upBy } };
  await write({ command: 'revise-entry', ...revised, scheduled: true, confirmed: ['outside-schedule'] });
  await write({ command: 'withdraw-entry', ...later, target: town, reason: 'It was another town.' });
}
