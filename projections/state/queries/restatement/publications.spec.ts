import { inHistory, said, uuid } from '../../../../test/support/said.js';
import type { HistoryEntry } from '../../statement.js';
import { type Publication, ShowingReports } from './publications.js';

const METRIC = `metric-${uuid(1)}`;
const PLAN = uuid(2);
const FACET = 'value/2022/-/-';

const figure = (value: string, reportedOn: string, more: object = {}) =>
  inHistory(said(METRIC, FACET, { value }, { reportedOn, ...more }));
const report = (n: number, asReportedOn: string, atSize: number, more: Partial<Publication> = {}): Publication => ({
  report: { id: uuid(n), name: `Report ${n}` },
  ...{ version: 1, plan: PLAN, shows: { asReportedOn, atSize }, ...more },
});
const END = Number.MAX_SAFE_INTEGER;

/** The numbers of the reports that show an entry. */
function showing(entry: HistoryEntry, history: HistoryEntry[], ...reports: Publication[]): string[] {
  const found = new ShowingReports(history, reports).showing(FACET, ({ text }) => text.id === entry.id);
  return found.map(({ name }) => name!);
}

describe('the reports that show an entry', () => {
  const first = figure('1', '2022-06-07');
  const second = figure('2', '2022-08-04');
  const correction = figure('3', '2022-06-07', { type: 'EntryCorrected', target: first.id });
  const history = [first, second, correction];

  it('are those whose day and size both include it, with no other answer in its place', () => {
    const reports = [
      report(10, '2022-06-06', END),
      report(11, '2022-06-07', first.sequence),
      report(12, '2022-06-07', first.sequence + 1),
      report(13, '2022-08-04', END),
    ];
    expect(showing(first, history, ...reports)).toEqual(['Report 12']);
    expect(showing(second, history, ...reports)).toEqual(['Report 13']);
  });

  it('show a correction once it was recorded, and the entry itself before', () => {
    const reports = [report(10, '2022-06-07', correction.sequence), report(11, '2022-06-07', correction.sequence + 1)];
    expect(showing(first, history, ...reports)).toEqual(['Report 10']);
    expect(showing(correction, history, ...reports)).toEqual(['Report 11']);
  });

  it('go on showing what was voided later', () => {
    const size = correction.sequence + 1;
    const voided = [{ ...first, voidedBy: size }, second, { ...correction, voidedBy: size }];
    const reports = [report(10, '2022-06-07', size), report(11, '2022-06-07', size + 1)];
    expect(showing(correction, voided, ...reports)).toEqual(['Report 10']);
  });

  it('are reports on the plan of the object, if it has one', () => {
    const ofPlan = (plan: string) => [{ ...first, plan }];
    expect(showing(first, ofPlan(PLAN), report(10, '2022-06-07', END))).toEqual(['Report 10']);
    expect(showing(first, ofPlan(uuid(3)), report(10, '2022-06-07', END))).toEqual([]);
  });

  it('count once, by the title of the last version that shows it', () => {
    const versions = [
      report(10, '2022-06-07', END),
      report(10, '2022-06-08', END, { version: 2, report: { id: uuid(10), name: 'Renamed' } }),
      report(10, '2022-08-04', END, { version: 3, report: { id: uuid(10), name: 'Without it' } }),
    ];
    expect(showing(first, [first, second], ...versions)).toEqual(['Renamed']);
  });
});
