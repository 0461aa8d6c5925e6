import { createHash } from 'node:crypto';
import { DECIDED, decided, notADecision, OCCASION } from '../../test/support/decided.js';
import { given, idOf, type Sent } from '../../test/support/given.js';
import { meetings } from '../meetings/meeting.commands.js';
import { sources } from '../sources/source.commands.js';
import { metrics } from './metric.commands.js';
import { areasPart } from './metric.keys.js';

const QUARTER = { from: '2022-04-01', to: '2022-07-01' };
const NORTH = { code: 'X01', name: 'North' };
const SOUTH = { code: 'X02', name: 'South' };

const define: Sent = {
  command: 'define-metric',
  metricId: 'answer-time',
  definitionVersion: 1,
  name: 'Average answer time',
  use: 'performance',
  kind: 'duration',
  unit: 'seconds',
  decimals: 0,
  periodType: 'quarter',
  goodDirection: { value: 'lower', basis: 'judgement' },
};
const change = {
  ...define,
  command: 'change-metric-definition',
  definitionVersion: 2,
  reason: 'Read from the new system',
};
const submit: Sent = {
  command: 'submit-metric',
  metricId: 'answer-time',
  effective: QUARTER,
  areas: [NORTH],
  value: '478',
  qualifier: 'exact',
  printed: '7 mins 58',
  definitionVersion: 1,
};
const setTarget: Sent = {
  command: 'set-target',
  metricId: 'answer-time',
  unit: 'seconds',
  points: [{ period: { at: '2023-03-31' }, areas: [NORTH], value: '300' }],
  reason: 'Printed with the figures',
};
const markBreak: Sent = {
  command: 'mark-series-break',
  metricId: 'answer-time',
  breakId: 'break-1',
  at: '2022-07-01',
  note: 'Another switchboard',
};
const direction: Sent = {
  command: 'state-direction',
  metricId: 'answer-time',
  effective: QUARTER,
  areas: [NORTH],
  words: 'Better than a year ago',
  comparator: 'samePeriodLastYear',
};

const defined = () => given([metrics, sources], define);
const definedAs = (fields: object) => given([metrics], { ...define, ...fields, confirmed: ['rank-without-set'] });
const submitted = () => given([metrics], define, submit);
const later = { ...submit, reportedOn: '2022-08-04', value: '460', printed: undefined };

describe('defining a metric', () => {
  it('states the whole definition', () =>
    given([metrics])
      .when(define)
      .gives({ type: 'MetricDefined', facet: 'definition', data: { kind: 'duration', unit: 'seconds' } }));

  it.each(['kind', 'unit'])('asks for the %s', (field) =>
    given([metrics])
      .when({ ...define, [field]: undefined })
      .isRefused(400, { field, message: expect.stringMatching(/^Choose what is counted and in which unit/) }));

  it('warns of a rank without its set', () =>
    given([metrics])
      .when({ ...define, kind: 'rank', unit: 'rank' })
      .isWarned({
        code: 'rank-without-set',
        field: 'ranked',
        message: 'A rank without its set; say how many were ranked',
      }));

  it('takes a rank with its set', () =>
    given([metrics])
      .when({ ...define, kind: 'rank', unit: 'rank', ranked: { set: 'all forces', of: 43 } })
      .gives({ type: 'MetricDefined' }));
});

describe('changing a definition', () => {
  it('keeps the series while kind and unit stay', () =>
    defined()
      .when({ ...change, name: 'Mean answer time' })
      .gives({ type: 'MetricDefinitionChanged', facet: 'definition', data: { name: 'Mean answer time' } }));

  it('gives the reason', () =>
    defined()
      .when({ ...change, name: 'Mean answer time', reason: undefined })
      .isRefused(400, { field: 'reason', message: 'Give the reason for the change' }));

  it('has to change something besides the version', () =>
    defined().when(change).isRefused(422, { message: 'Nothing has changed' }));

  it('is compared with what had been told of by then', async () => {
    const renamed = (reportedOn: string) => ({ ...change, name: 'Mean answer time', reportedOn });
    const toldOfLater = () => defined().and(renamed('2022-08-04'));
    await toldOfLater().when(renamed('2022-08-03')).gives({ type: 'MetricDefinitionChanged' });
    await toldOfLater().when(renamed('2022-08-05')).isRefused(422, { message: 'Nothing has changed' });
  });

  it('marks the break in the same append when the unit changes', async () => {
    await defined()
      .when({ ...change, unit: 'minutes' })
      .isRefused(422, { field: 'break', message: 'Changing the unit breaks the series. Mark the break' });
    await defined()
      .when({ ...change, unit: 'minutes', break: { breakId: 'break-1', at: '2022-07-01', note: 'Other unit' } })
      .gives(
        { type: 'MetricDefinitionChanged', data: { unit: 'minutes' } },
        { type: 'SeriesBreakMarked', facet: `break/${idOf('break-1')}`, data: { note: 'Other unit' } },
      );
  });
});

describe('targets, baselines and trajectories', () => {
  it.each([
    ['set-target', 'TargetSet', 'target'],
    ['set-baseline', 'BaselineSet', 'baseline'],
    ['set-trajectory', 'TrajectorySet', 'trajectory'],
  ])('%s', (command, type, facet) =>
    defined()
      .when({ ...setTarget, command })
      .gives({ type, facet, data: { points: setTarget.points } }));

  it('rest on a decision or a reason', async () => {
    await defined()
      .when({ ...setTarget, reason: ' ' })
      .isRefused(422, { field: 'decision', message: 'Link the decision or give the reason' });
    const set = (decision: string) =>
      given([metrics, meetings], define, ...decided('the-panel'))
        .withObjects(['body', 'the-panel'])
        .when({ ...setTarget, reason: undefined, decision });
    await set(DECIDED).gives({ type: 'TargetSet', data: { decision: DECIDED } });
    await set(OCCASION).isRefused(400, notADecision('decision'));
  });

  it('use the unit of the metric', () =>
    defined()
      .when({ ...setTarget, unit: 'minutes' })
      .isRefused(422, { field: 'unit', message: "Use the metric's unit" }));

  it('are for a period', async () => {
    const to = (point: object) => ({ ...setTarget, points: [{ value: '300', ...point }] });
    await defined()
      .when(to({}))
      .isRefused(422, { field: 'points[0].period', message: 'Enter the period, or the words printed in its place' });
    await defined()
      .when(to({ period: { from: '2023-01-01', to: '2022-01-01' } }))
      .isRefused(422, { field: 'points[0].period.to', message: 'The period must end after it starts' });
    await defined()
      .when(to({ period: {} }))
      .isRefused(422, { field: 'points[0].period.from', message: 'Enter the first day of the period' });
    await defined()
      .when(to({ period: { at: '2022-06-30', to: '2022-07-01' } }))
      .isRefused(422, { field: 'points[0].period', message: 'Give a period or a single day, not both' });
  });
});

describe('marking a break', () => {
  it('explains it', async () => {
    await defined()
      .when(markBreak)
      .gives({ type: 'SeriesBreakMarked', facet: `break/${idOf('break-1')}`, data: { at: '2022-07-01' } });
    await defined()
      .when({ ...markBreak, note: '' })
      .isRefused(400, { field: 'note', message: 'Explain the break' });
  });
});

describe('submitting a figure', () => {
  it('is keyed by period, areas and breakdown', () =>
    defined()
      .when(submit)
      .gives({ type: 'MetricSubmitted', facet: 'value/2022-04-01..2022-07-01/X01/-', data: { value: '478' } }));

  it('sorts areas and breakdown, whatever the order they are sent in', () =>
    defined()
      .when({
        ...submit,
        effective: { at: '2022-06-30' },
        areas: [{ name: 'The hill' }, SOUTH, NORTH],
        breakdown: [
          { name: 'sex', value: 'female' },
          { name: 'age', value: '18/24' },
        ],
      })
      .gives({
        type: 'MetricSubmitted',
        facet: 'value/2022-06-30/The hill+X01+X02/age=18%2F24+sex=female',
      }));

  it('has a key without areas as well', () =>
    defined()
      .when({ ...submit, areas: [] })
      .gives({ type: 'MetricSubmitted', facet: 'value/2022-04-01..2022-07-01/-/-' }));

  it('is keyed by its document and the words printed where the paper states no period', () => {
    const words = createHash('sha256').update('in recent months').digest('hex').slice(0, 12);
    return defined()
      .and({
        command: 'register-source',
        sourceId: 'paper',
        title: 'A paper',
        kind: 'panelPaper',
        dated: { date: '2022-06-07', precision: 'day' },
        mediaType: 'text/plain',
        size: 1,
        sha256: 'ab'.repeat(32),
        language: 'en',
        source: undefined,
      })
      .when({
        ...submit,
        effective: undefined,
        periodPrinted: 'in recent months',
        source: { doc: 'paper', sha256: 'ab'.repeat(32) },
      })
      .gives({
        type: 'MetricSubmitted',
        facet: `value/unstated.${idOf('paper')}.${words}/X01/-`,
        data: { periodSourceId: idOf('paper'), periodPrinted: 'in recent months' },
      });
  });

  it('needs a period, or words and their document', () =>
    defined()
      .when({ ...submit, effective: undefined })
      .isRefused(
        422,
        { field: 'effective', message: 'Enter the period, or the words printed in its place' },
        { field: 'source.doc', message: 'Say which document this comes from' },
      ));

  it('refuses a reversed period', () =>
    defined()
      .when({ ...submit, effective: { from: '2022-07-01', to: '2022-04-01' } })
      .isRefused(422, { field: 'effective.to', message: 'The period must end after it starts' }));

  it.each([
    ['count', { range: { low: '1', high: '2' } }, 'Enter a count, for example 1204'],
    ['rate', { yesNo: true }, 'Enter a rate, for example 83.4'],
    ['percentage', { rank: { n: 1 } }, 'Enter a percentage, for example 12.5'],
    ['duration', { rank: { n: 1 } }, 'Enter a duration, for example 7m 58s'],
    ['money', { yesNo: false }, 'Enter a sum of money, for example 150000'],
    ['index', { yesNo: false }, 'Enter an index, for example 103.2'],
    ['ratio', { yesNo: false }, 'Enter a ratio, for example 2.5'],
    ['rank', { value: '14' }, 'Enter a rank, for example 14 of 43'],
    ['range', { value: '14' }, 'Enter a range, for example 12 to 18'],
    ['yesNo', { value: '1' }, 'Enter yes or no'],
    ['directionOnly', { value: '1' }, 'Enter a direction, for example higher than a year before'],
    ['count', { value: '1', yesNo: true }, 'Enter a count, for example 1204'],
  ])('wants a value of the kind: %s is not %j', (kind, shape, message) =>
    definedAs({ kind })
      .when({ ...submit, value: undefined, ...shape })
      .isRefused(422, { field: 'value', message }));

  it.each([
    ['rank', { rank: { n: 14, of: 43 } }],
    ['range', { range: { low: '12', high: '18' } }],
    ['yesNo', { yesNo: false }],
    ['count', { value: '1204' }],
    ['directionOnly', { reasonIfMissing: 'Only words', qualifier: 'notAvailable' }],
  ])('takes a value of the kind: %s', (kind, shape) =>
    definedAs({ kind })
      .when({ ...submit, value: undefined, ...shape })
      .gives({ type: 'MetricSubmitted', data: shape }));

  it.each([
    { value: undefined },
    { value: undefined, reasonIfMissing: ' ' },
    { qualifier: 'suppressed' },
    { qualifier: 'notAvailable' },
    { qualifier: 'damaged' },
  ])('asks why there is no value: %j', (fields) =>
    defined()
      .when({ ...submit, ...fields })
      .isRefused(422, { field: 'reasonIfMissing', message: 'Say why there is no value' }));

  it('keeps a rank within its set, and a range in order', async () => {
    await definedAs({ kind: 'rank' })
      .when({ ...submit, value: undefined, rank: { n: 44, of: 43 } })
      .isRefused(422, { field: 'rank.n', message: 'The rank cannot be greater than 43' });
    await definedAs({ kind: 'range' })
      .when({ ...submit, value: undefined, range: { low: '18', high: '12' } })
      .isRefused(422, { field: 'range.high', message: 'The range must end at or above its start' });
  });

  it('warns of more digits than the unit allows', () =>
    defined()
      .when({ ...submit, value: '478.5' })
      .isWarned({
        code: 'too-many-digits',
        field: 'value',
        message: 'This has more digits than the unit allows (0 after the point)',
      }));

  it('goes by the first definition when the paper is older than that', () =>
    defined()
      .when({ ...submit, reportedOn: '2018-03-31', value: undefined, rank: { n: 1 } })
      .isRefused(422, { message: 'Enter a duration, for example 7m 58s' }));

  it('wants a later, different figure to say how it changes the first', () =>
    submitted()
      .when(later)
      .isRefused(409, {
        code: 'value-exists',
        field: 'value',
        message: expect.stringMatching(/^A value for this period and area exists \(entry [0-9a-f-]{36}\)\. Revise/),
      }));

  it('notes that a later paper, loaded before, gives another figure without saying that it changes this one', async () => {
    const older = { ...submit, reportedOn: '2022-01-01', value: '490' };
    const message = expect.stringMatching(
      /^A later paper gives another value for this period and area \(entry [0-9a-f-]{36}\)\. It should say that/,
    );
    await submitted()
      .when(older)
      .tells({ notes: [{ code: 'later-value-differs', field: 'value', message }] });
    await submitted()
      .when({ ...older, value: '478' })
      .tells({});
    await submitted()
      .when({ ...older, areas: [SOUTH] })
      .tells({});
  });

  it.each([
    ['the same figure printed again', { value: '478.0', confirmed: ['too-many-digits'] }],
    ['a figure of an older paper', { reportedOn: '2022-01-01' }],
    ['another figure of the same day', { reportedOn: '2022-06-07' }],
    ['a figure for another area', { areas: [SOUTH] }],
    ['a figure for another period', { effective: { at: '2022-06-30' } }],
    ['a figure for a part', { breakdown: [{ name: 'sex', value: 'female' }] }],
  ])('takes %s', (_, fields) =>
    submitted()
      .when({ ...later, ...fields })
      .gives({ type: 'MetricSubmitted' }));
});

describe('stating a direction', () => {
  it('is keyed by period, areas and comparator', () =>
    defined()
      .when(direction)
      .gives({ type: 'DirectionStated', facet: 'direction/2022-04-01..2022-07-01/X01/samePeriodLastYear' }));

  it('says what it is compared with', () =>
    defined()
      .when({ ...direction, comparator: undefined })
      .isRefused(400, { field: 'comparator', message: 'Say what it is compared with' }));
});

describe('the areas in a key', () => {
  it('cannot be mistaken for each other', () => {
    expect(areasPart([{ name: 'A+B' }])).not.toBe(areasPart([{ name: 'A' }, { name: 'B' }]));
    expect(areasPart([{ name: 'A/B' }])).toBe('A%2FB');
  });
});
