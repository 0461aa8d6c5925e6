import { viewLine } from './view-line.js';

const COUNTS = { held: 226, notShown: 14, loadedLater: 212, loadedIn: { first: 2026, last: 2026 } };
const REPORT = {
  id: 'r',
  title: 'Panel report, 4 August 2022',
  reportDate: '2022-08-04',
  asReportedOn: '2022-08-04',
  atSize: 240,
};
const view = {
  asReportedOn: '2022-08-04',
  atSize: 240,
  recordedUpTo: '2026-01-02T10:42:00.000Z',
  defaulted: [] as ('asReportedOn' | 'atSize')[],
};
const about = { published: 240, reports: [REPORT], shown: 235 };

describe('the line that says which view a page shows', () => {
  it('counts what was reported later on a day, and nothing later on a pinned page', () => {
    expect(viewLine({ ...view, defaulted: ['atSize'] }, COUNTS, about)).toMatchObject({ kind: 'dated', notShown: 14 });
    expect(viewLine({ ...view, atSize: 230 }, COUNTS, about)).toMatchObject({ kind: 'pinned', notShown: 0, behind: 0 });
    expect(viewLine({ ...view, defaulted: ['asReportedOn', 'atSize'] }, COUNTS, about)).toMatchObject({
      ...{ kind: 'now', notShown: 0 },
    });
  });

  it('names the report that pins the same view', () => {
    expect(viewLine(view, COUNTS, about)).toMatchObject({ kind: 'published', report: REPORT.title });
    expect(viewLine({ ...view, defaulted: ['atSize'] }, COUNTS, about).report).toBeUndefined();
  });

  it('says that it is what the ledger showed at the end of that day, where no report pins the same', () => {
    expect(viewLine({ ...view, atSize: 235 }, COUNTS, about).kind).toBe('shown');
    expect(viewLine({ ...view, atSize: 235 }, COUNTS, { ...about, shown: null }).kind).toBe('pinned');
    expect(viewLine({ ...view, atSize: 235, defaulted: ['atSize'] }, COUNTS, about).kind).toBe('dated');
    expect(viewLine(view, COUNTS, { ...about, shown: 240 }).kind).toBe('published');
  });

  it('says how many published entries a page does not know yet', () => {
    const late = { ...about, published: 250 };
    expect(viewLine({ ...view, defaulted: ['asReportedOn', 'atSize'] }, COUNTS, late).behind).toBe(10);
    expect(viewLine(view, COUNTS, late).behind).toBe(0);
  });

  it('tells that nothing is held', () => {
    const none = { held: 0, notShown: 240, loadedLater: 0, loadedIn: null };
    expect(viewLine({ ...view, defaulted: ['atSize'] }, none, about).isEmpty).toBe(true);
  });
});
