import { addressIn, fieldsFor, fieldsOf, type ReportChoice, readFields, type TimeFields } from './time-form.js';

const REPORT: ReportChoice = {
  id: '0c5b9f5e-0000-4000-8000-000000000001',
  title: 'Panel report, 4 August 2022',
  reportDate: '2022-08-04',
  asReportedOn: '2022-08-04',
  atSize: 5310,
};
const TODAY = '2026-11-22';
const NOTHING: TimeFields = { see: '', day: '', month: '', year: '', report: '' };

function read(fields: Partial<TimeFields>) {
  return readFields({ ...NOTHING, ...fields }, [REPORT], TODAY);
}

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
    [{ see: 'report' }, 'report', 'time.error.report'],
    [{ see: 'report', report: 'another' }, 'report', 'time.error.report'],
  ])('says what is wrong with %j', (fields, field, key) => {
    expect(read(fields)).toEqual({ error: { field, key } });
  });

  it('is filled in with the view of the page', () => {
    expect(fieldsFor({}, [REPORT])).toEqual({ ...NOTHING, see: 'date' });
    expect(fieldsFor({ asReportedOn: '2022-06-07' }, [REPORT])).toEqual({
      ...{ see: 'date', day: '7', month: '6', year: '2022', report: '' },
    });
    expect(fieldsFor({ asReportedOn: '2022-08-04', atSize: 5310 }, [REPORT])).toMatchObject({
      ...{ see: 'report', report: REPORT.id },
    });
    expect(fieldsOf('2022-8-4')).toMatchObject({ day: '4', month: '8', year: '2022' });
    expect(fieldsOf('yesterday')).toMatchObject({ day: '', month: '', year: '' });
  });

  it.each([
    ['/plans/PLAN-2022', '/at/2022-08-04/plans/PLAN-2022'],
    ['/plans/PLAN-2022/commitments?page=2', '/at/2022-08-04/plans/PLAN-2022/commitments?page=2'],
    ['/at/2019-01-01/plans', '/at/2022-08-04/plans'],
    ['/', '/at/2022-08-04'],
    ['/entries/12', '/at/2022-08-04'],
    ['//elsewhere.example/plans', '/at/2022-08-04'],
    ['/\\elsewhere.example', '/at/2022-08-04'],
    ['https://elsewhere.example', '/at/2022-08-04'],
    ['/api/plans', '/at/2022-08-04'],
    ['', '/at/2022-08-04'],
  ])('from %s leads to %s', (from, address) => {
    expect(addressIn({ asReportedOn: '2022-08-04' }, from)).toBe(address);
  });
});
