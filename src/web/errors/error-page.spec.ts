import type { ProblemDetails } from '../../http/problem.js';
import { errorPage } from './error-page.js';

const asked = { time: { asReportedOn: '2019-01-01' }, path: '/plans/PLAN' };
const problem = (status: number, code: string, more: object = {}): ProblemDetails => ({
  ...{ status, code, title: 'Title', detail: 'In detail', errors: [], correlationId: 'c-1' },
  ...more,
});

describe('a page for an error', () => {
  it('shows the control of the date where the date is what is wrong', () => {
    expect(errorPage(problem(404, 'malformed-date'), asked, '2022-8-4')).toMatchObject({
      ...{ heading: 'error.date', aboutTime: true, error: { field: 'day', key: 'time.error.address' } },
    });
    // The date is fine, and what follows it is not.
    expect(errorPage(problem(404, 'malformed-date'), asked, '2022-08-04')).toMatchObject({
      ...{ heading: 'error.notFound', aboutTime: false },
    });
    expect(errorPage(problem(400, 'future-date'), asked, '2999-01-01')).toMatchObject({
      ...{ heading: 'error.future', aboutTime: true, error: { field: 'day', key: 'time.error.future' } },
    });
  });

  it('says from which day on something was shown, in the field that the day belongs to', () => {
    const since = problem(404, 'not-shown', { shownSince: '2026-09-12' });
    expect(errorPage(since, asked, '2026-09-11', 'shownDay')).toMatchObject({
      ...{ heading: 'error.notShown', aboutTime: true },
      error: { field: 'shownDay', key: 'time.error.notShown', day: '2026-09-12' },
    });
    expect(errorPage(problem(404, 'malformed-date'), asked, '2026-9-1', 'shownDay').error?.field).toBe('shownDay');
    expect(errorPage(problem(404, 'not-shown', { shownSince: null }), asked, '2026-09-11', 'shownDay')).toMatchObject({
      ...{ heading: 'error.notShown', aboutTime: false, text: { key: 'error.notShown.ever' } },
    });
  });

  it('names the size that the ledger has', () => {
    const page = errorPage(problem(404, 'size-not-reached', { publishedSize: 5310 }), asked, '2022-08-04');
    expect(page.text).toEqual({ key: 'error.size.text', values: { size: 5310 } });
  });

  it('leads to the first view that holds what was asked for', () => {
    expect(
      errorPage(problem(404, 'unknown-object', { firstReportedOn: '2022-06-07' }), asked, undefined),
    ).toMatchObject({
      ...{
        heading: 'error.notHeld',
        isError: false,
        firstHeld: { on: '2022-06-07', address: '/at/2022-06-07/plans/PLAN' },
      },
    });
  });

  it('says what there is none of, and offers to search for what the address names', () => {
    const of = (path: string) => errorPage(problem(404, 'unknown-object'), { time: {}, path }, undefined);
    expect(of('/plans/PLAN')).toMatchObject({ detail: 'In detail', search: 'PLAN' });
    expect(of('/areas/The%20quay')).toMatchObject({ search: 'The quay' });
    expect(of('/commitments/C1/history')).toMatchObject({ search: 'C1' });
    for (const path of ['/plans/PLAN/tags/T1', '/plans/2b2a1c5e-0000-4000-8000-000000000001', '/areas/%', '/entries'])
      expect([path, of(path).search]).toEqual([path, undefined]);
    const later = problem(404, 'unknown-object', { firstEntry: 13 });
    expect(errorPage(later, asked, undefined)).toMatchObject({ heading: 'error.notFound', detail: 'In detail' });
    expect(errorPage(later, asked, undefined).search).toBeUndefined();
    expect(errorPage(problem(404, 'unknown-page'), asked, undefined)).toMatchObject({ detail: 'In detail' });
  });

  it('says what is wrong with an address, and nothing of what went wrong inside', () => {
    expect(errorPage(problem(400, 'unknown-parameter'), asked, undefined)).toMatchObject({
      ...{ heading: 'error.address', detail: 'In detail' },
    });
    const inside = errorPage(problem(500, 'unexpected'), asked, undefined);
    expect(inside).toMatchObject({ heading: 'error.unexpected', reference: 'c-1' });
    expect(inside.detail).toBeUndefined();
    expect(errorPage(problem(503, 'not-yet-known'), asked, undefined).heading).toBe('error.unavailable');
    const nowhere = errorPage(problem(404, 'unknown-address'), asked, undefined);
    expect([nowhere.heading, nowhere.detail]).toEqual(['error.notFound', undefined]);
  });
});
