import { inHistory, said, uuid } from '../../../../test/support/said.js';
import type { HistoryEntry, Statement } from '../../statement.js';
import { Facts } from '../facts.js';
import { revisionTriangle } from './revision.assembler.js';

const METRIC = `metric-${uuid(1)}`;
const MARCH = { from: '2022-03-01', to: '2022-04-01' };
const APRIL = { from: '2022-04-01', to: '2022-05-01' };

const DEFINED = new Facts([said(METRIC, 'definition', { name: 'Calls', unit: 'calls' })]).object('metric', uuid(1));

const figure = (
  period: { from: string; to: string },
  value: unknown,
  reportedOn: string,
  more: Partial<Statement> = {},
) =>
  inHistory(
    said(
      METRIC,
      `value/${period.from}..${period.to}/X1/-`,
      { areas: [{ code: 'X1', name: 'North' }], ...(value === null ? {} : { value: value as string }) },
      { reportedOn, effective: period, ...more },
    ),
  );
const triangle = (history: HistoryEntry[], on = '2022-12-31') =>
  revisionTriangle({ id: uuid(1), name: 'Calls' }, history, { defined: DEFINED, on });

const march = figure(MARCH, '100', '2022-06-07');
const april = figure(APRIL, '120', '2022-06-07');
const printedAgain = figure(MARCH, '100.0', '2022-08-04');
const revised = figure(MARCH, '104', '2022-10-06', { type: 'Revised', target: march.id });
const restated = figure(MARCH, '101.5', '2022-12-08', { type: 'Restated', target: revised.id });
const takenBack = figure(APRIL, null, '2022-12-08', { type: 'Withdrawn', target: april.id });
const ALL = [march, april, printedAgain, revised, restated, takenBack];

describe('the revision triangle', () => {
  it('has a row for each figure and a day for each report', () => {
    expect(triangle(ALL)).toEqual({
      metric: { id: uuid(1), name: 'Calls' },
      vintages: ['2022-06-07', '2022-08-04', '2022-10-06', '2022-12-08'],
      rows: [
        {
          ...{ id: '2022-04-01..2022-05-01/X1/-', period: APRIL, periodDisplay: 'April 2022' },
          areas: [{ code: 'X1', name: 'North' }],
          cells: [
            {
              reportedOn: '2022-06-07',
              value: '120',
              display: '120 calls',
              unit: 'calls',
              what: 'first',
              entryId: april.id,
            },
            {
              reportedOn: '2022-12-08',
              value: null,
              display: 'Withdrawn',
              unit: 'calls',
              what: 'withdrawn',
              entryId: takenBack.id,
            },
          ],
          ...{ first: '120', latest: null, revisions: 1 },
        },
        {
          ...{ id: '2022-03-01..2022-04-01/X1/-', period: MARCH, periodDisplay: 'March 2022' },
          areas: [{ code: 'X1', name: 'North' }],
          cells: [
            {
              reportedOn: '2022-06-07',
              value: '100',
              display: '100 calls',
              unit: 'calls',
              what: 'first',
              entryId: march.id,
            },
            {
              ...{
                reportedOn: '2022-08-04',
                value: '100.0',
                display: '100.0 calls',
                unit: 'calls',
                what: 'repeat',
                change: '0.0',
              },
              entryId: printedAgain.id,
            },
            {
              ...{
                reportedOn: '2022-10-06',
                value: '104',
                display: '104 calls',
                unit: 'calls',
                what: 'revised',
                change: '4.0',
              },
              entryId: revised.id,
            },
            {
              ...{
                reportedOn: '2022-12-08',
                value: '101.5',
                display: '101.5 calls',
                unit: 'calls',
                what: 'restated',
                change: '-2.5',
              },
              entryId: restated.id,
            },
          ],
          ...{ first: '100', latest: '101.5', revisions: 2, meanRevision: '0.750' },
        },
      ],
    });
  });

  it('ends with the day of the view', () => {
    const then = triangle(ALL, '2022-08-04');
    expect(then.vintages).toEqual(['2022-06-07', '2022-08-04']);
    expect(then.rows.map(({ latest, revisions }) => [latest, revisions])).toEqual([
      ['120', 0],
      ['100.0', 0],
    ]);
  });

  it('shows a correction by the ledger in the figure that it puts right, not as a revision', () => {
    const corrected = figure(MARCH, '10', '2022-06-07', { type: 'EntryCorrected', target: march.id });
    const [, row] = triangle([...ALL, corrected]).rows;
    expect(row).toMatchObject({ first: '10', revisions: 2 });
    expect(row!.cells[0]).toMatchObject({ value: '10', unit: 'calls', what: 'first', entryId: corrected.id });
  });

  it('leaves out what was voided', () => {
    const history = ALL.map((entry) => (entry === revised ? { ...entry, voidedBy: 999_999 } : entry));
    const [, row] = triangle(history).rows;
    expect(row!.cells.map(({ what }) => what)).toEqual(['first', 'repeat', 'restated']);
  });

  it('says where a later paper differs and does not say that it changes anything', () => {
    const [row] = triangle([march, figure(MARCH, '99', '2022-08-04')]).rows;
    expect(row).toMatchObject({
      revisions: 0,
      cells: [
        { unit: 'calls', what: 'first' },
        { what: 'differs', change: '-1' },
      ],
    });
  });

  it('has no changes of what is no number', () => {
    const rank = (n: number, reportedOn: string, more: Partial<Statement> = {}) =>
      inHistory(said(METRIC, 'value/2022-06-30/-/-', { rank: { n, of: 43 } }, { reportedOn, ...more }));
    const first = rank(14, '2022-07-01');
    const history = [first, rank(14, '2022-08-04'), rank(8, '2022-10-06', { type: 'Restated', target: first.id })];
    const [row] = triangle(history).rows;
    expect(row!.cells.map(({ what, change }) => [what, change])).toEqual([
      ['first', undefined],
      ['repeat', undefined],
      ['restated', undefined],
    ]);
    expect(row).not.toHaveProperty('meanRevision');
    expect(row!.areas).toEqual([]);
  });
});
