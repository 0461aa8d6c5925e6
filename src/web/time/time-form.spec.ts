import {
  addressIn,
  fieldsFor,
  fieldsOf,
  NO_FIELDS,
  type ReportChoice,
  readFields,
  shownFieldsOf,
  type TimeFields,
} from './time-form.js';

const REPORT: ReportChoice = {
  id: '0c5b9f5e-0000-4000-8000-000000000001',
  title: 'Panel report, 4 August 2022',
  reportDate: '2022-08-04',
  asReportedOn: '2022-08-04',
  atSize: 5310,
};
const TODAY = '2026-11-22';
const SINCE = '2026-09-12';

function read(fields: Partial<TimeFields>, shownSince: string | null = SINCE) {
  return readFields({ ...NO_FIELDS, see: '', ...fields }, { reports: [REPORT], today: TODAY, shownSince });
}

/** What the ledger showed on a day. */
const shown = (shownDay: string, shownMonth: string, shownYear: string) => ({ shownDay, shownMonth, shownYear });

describe('the control of the date', () => {
  it('leads to what is known now, to a day, and to what a report pins', () => {
    expect(read({ see: 'now', day: '99' })).toEqual({ time: {} });
    expect(read({ see: 'date', day: '27', month: '9', year: '2022' })).toEqual({
      time: { asReportedOn: '2022-09-27' },
    });
    expect(read({ see: 'date', day: ' 04', month: '08 ', year: '2022' })).toEqual({
      time: { asReportedOn: '2022-08-04' },
    });
    expect(read({ see: 'report', report: REPORT.id })).toEqual({ time: { asReportedOn: '2022-08-04', atSize: 5310 } });
    expect(read({ see: 'date', report: REPORT.id })).toEqual({ time: { asReportedOn: '2022-08-04', atSize: 5310 } });
    expect(read({ see: 'date', day: '22', month: '11', year: '2026' })).toEqual({ time: { asReportedOn: TODAY } });
  });

  it('leads to what the ledger showed on a day, from the first of which that is known', () => {
    expect(read({ see: 'shown', ...shown('27', '9', '2026') })).toEqual({ shownOn: '2026-09-27' });
    expect(read({ see: 'shown', ...shown('12', '9', '2026') })).toEqual({ shownOn: SINCE });
    expect(read({ see: 'shown', ...shown('22', '11', '2026') })).toEqual({ shownOn: TODAY });
    expect(read({ see: 'date', ...shown('27', '9', '2026') })).toEqual({ shownOn: '2026-09-27' });
    expect(read({ see: 'date', day: '27', month: '9', year: '2022', ...shown('1', '10', '2026') })).toEqual({
      time: { asReportedOn: '2022-09-27' },
    });
  });

  it('says from which day on it is known what the ledger showed, and nothing of it where that is of none', () => {
    expect(read({ see: 'shown', ...shown('11', '9', '2026') })).toEqual({
      error: { field: 'shownDay', key: 'time.error.notShown', day: SINCE },
    });
    expect(read({ see: 'shown', ...shown('27', '9', '2026') }, null)).toEqual({
      error: { field: 'see', key: 'time.error.see' },
    });
  });

  it.each([
    [{}, 'see', 'time.error.see'],
    [{ see: 'yesterday' }, 'see', 'time.error.see'],
    [{ see: 'date' }, 'day', 'time.error.noDate'],
    [{ see: 'date', day: '27', year: '2022' }, 'month', 'time.error.noMonth'],
    [{ see: 'date', month: '9', year: '2022' }, 'day', 'time.error.noDay'],
    [{ see: 'date', day: '27', month: '9' }, 'year', 'time.error.noYear'],
    [{ see: 'date', day: '30', month: '2', year: '2022' }, 'day', 'time.error.noRealDate'],
    [{ see: 'date', day: '27', month: 'September', year: '2022' }, 'day', 'time.error.noRealDate'],
    [{ see: 'date', day: '27', month: '9', year: '22' }, 'day', 'time.error.noRealDate'],
    [{ see: 'date', day: '23', month: '11', year: '2026' }, 'day', 'time.error.future'],
    [{ see: 'shown' }, 'shownDay', 'time.error.noDate'],
    [{ see: 'shown', ...shown('27', '', '2026') }, 'shownMonth', 'time.error.noMonth'],
    [{ see: 'shown', ...shown('30', '2', '2026') }, 'shownDay', 'time.error.noRealDate'],
    [{ see: 'shown', ...shown('23', '11', '2026') }, 'shownDay', 'time.error.future'],
    [{ see: 'report' }, 'report', 'time.error.report'],
    [{ see: 'report', report: 'another' }, 'report', 'time.error.report'],
  ])('says what is wrong with %j', (fields, field, key) => {
    expect(read(fields)).toEqual({ error: { field, key } });
  });

  it('is filled in with the view of the page', () => {
    const june = { day: '7', month: '6', year: '2022' };
    expect(fieldsFor({}, [REPORT])).toEqual(NO_FIELDS);
    expect(fieldsFor({ asReportedOn: '2022-06-07' }, [REPORT])).toEqual({ ...NO_FIELDS, ...june });
    expect(fieldsFor({ asReportedOn: '2022-08-04', atSize: 5310 }, [REPORT], true)).toMatchObject({
      ...{ see: 'report', report: REPORT.id },
    });
    expect(fieldsFor({ asReportedOn: '2026-09-27', atSize: 5320 }, [REPORT], true)).toEqual({
      ...{ ...NO_FIELDS, see: 'shown', ...shown('27', '9', '2026') },
    });
    expect(fieldsOf('2022-8-4')).toMatchObject({ see: 'date', day: '4', month: '8', year: '2022' });
    for (const typed of ['04-08-2022', '4.8.2022', '20220804'])
      expect(fieldsOf(typed)).toMatchObject({ day: '4', month: '8', year: '2022' });
    expect(fieldsOf('2022-13-45')).toMatchObject({ day: '45', month: '13', year: '2022' });
    expect(fieldsOf('yesterday')).toMatchObject({ day: '', month: '', year: '' });
    expect(shownFieldsOf('2026-9-2')).toMatchObject({ see: 'shown', ...shown('2', '9', '2026'), day: '' });
  });

  it.each([
    ['/plans/PLAN-22', '/at/2022-08-04/plans/PLAN-22'],
    ['/plans/PLAN-22/commitments?page=2', '/at/2022-08-04/plans/PLAN-22/commitments?page=2'],
    ['/at/2019-01-01/plans', '/at/2022-08-04/plans'],
    ['/', '/at/2022-08-04'],
    ['/entries/12', '/at/2022-08-04'],
    ['//elsewhere.example/plans', '/at/2022-08-04'],
    ['/\\elsewhere.example', '/at/2022-08-04'],
    ['https://elsewhere.example', '/at/2022-08-04'],
    ['/api/plans', '/at/2022-08-04'],
    ['', '/at/2022-08-04'],
  ])('from %s leads to %s', (from, address) => {
    expect(addressIn({ time: { asReportedOn: '2022-08-04' } }, from)).toBe(address);
    expect(addressIn({ shownOn: '2022-08-04' }, from)).toBe(address.replace('/at/', '/showed/'));
  });
});
