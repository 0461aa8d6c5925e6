import type { ReportContent } from '../../../projections/state/queries/report/report-content.answers.js';
import type { ReportDetail } from '../../../projections/state/queries/report/report-detail.answers.js';
import { documentOf, SAMPLE_CONTENT } from '../../../test/web/sample-report.js';
import { findingsByRule } from './coverage.view.js';
import { reportHead, sectionAt, sectionsOf, standingOf } from './report.view.js';
import { coveredIn, reportsPage } from './report-list.view.js';

const detail = {
  ...{ id: 'r1', version: 2 },
  notices: [
    { kind: 'restated', version: 2, display: '1 figure later restated', entries: [] },
    { kind: 'amended', version: 1, display: 'Amended on 11 June 2026', entries: [] },
  ],
} as unknown as ReportDetail;

describe('the head of a report', () => {
  it('leads to the newest version by its own address, with the notices of that version', () => {
    const head = reportHead(detail, SAMPLE_CONTENT);
    expect(head).toMatchObject({ path: '/reports/r1', parameters: {}, notices: [{ kind: 'restated' }] });
    expect(head.newest).toBeUndefined();
  });

  it('stays with an older version, and says that there is a newer one', () => {
    const head = reportHead(detail, { ...SAMPLE_CONTENT, version: 1 });
    expect(head).toMatchObject({ parameters: { version: 1 }, newest: 2, notices: [{ kind: 'amended' }] });
  });
});

describe('how the commitments of a report stand', () => {
  it('is counted by the officers’ statuses of the whole, each commitment once', () => {
    const [row] = SAMPLE_CONTENT.rows;
    expect(standingOf({ basis: 'published', rows: [row!, row!] })).toEqual({
      ...{ rows: 2, commitments: 2, notStated: 1, withoutUpdate: 1, notInPaper: 0 },
      counts: [{ status: 'on-track', label: 'On track', count: 1 }],
    });
  });
});

describe('the parts of a report', () => {
  const sections = sectionsOf(withOrigins(), documentOf(withOrigins()));

  it('are its rows, with what stands under each heading but the first', () => {
    expect(sections.map(({ place, title }) => [place, title])).toEqual([
      [1, '1. Answer calls'],
      [2, '2. Say nothing'],
      [3, '3. Say a great deal'],
      [4, '4. Say it in a list'],
    ]);
    expect(sections[0]!.answers.map(({ heading }) => heading)).toEqual(
      SAMPLE_CONTENT.columns.slice(1).map(({ heading }) => heading),
    );
    expect(sections[0]!.counts).toMatchObject([{ is: 'list', items: { length: 2 } }]);
  });

  it('say where there is nothing', () => {
    expect(sections[1]!.answers.map(({ blocks }) => blocks !== null)).toEqual([false, true, false]);
  });

  it('name each passage that they rest on once', () => {
    expect(sections[0]!.origins).toHaveLength(1);
  });

  it('have those beside them', () => {
    expect(sectionAt(sections, 1)).toMatchObject({ previous: null, next: { place: 2 } });
    expect(sectionAt(sections, 4)).toMatchObject({ previous: { place: 3 }, next: null });
    expect(() => sectionAt(sections, 5)).toThrow('4 parts');
  });
});

describe('the list of reports', () => {
  it('stands by the dates that they bear, each with the fingerprint of what was published', () => {
    const report = (id: string, reportDate: string, more: object) => ({
      id,
      title: id,
      reportDate,
      version: 1,
      from: { entryId: `e-${id}` },
      ...more,
    });
    const document = { sha256: 'aa' };
    const page = reportsPage([
      report('c', '2022-08-04', { meeting: { id: 'm', name: 'Panel' }, document }),
      report('b', '2022-08-04', { meeting: { id: 'm', name: 'Panel' }, document, contentSha256: 'bb' }),
      report('a', '2019-09-23', {}),
    ] as never);
    expect(page.days).toMatchObject([
      {
        ...{ day: '2022-08-04', meetings: ['Panel'] },
        lines: [
          { path: '/reports/c', entry: 'e-c', fingerprint: { of: 'paper', sha256: 'aa' } },
          { path: '/reports/b', fingerprint: { of: 'content', sha256: 'bb' } },
        ],
      },
      { day: '2019-09-23', meetings: [], lines: [{ title: 'a' }] },
    ]);
    expect(page.days[1]!.lines[0]!.fingerprint).toBeUndefined();
  });

  it('counts the commitments that have an update, a row without one, or no row', () => {
    const counts = { noRow: 2, rowWithoutUpdate: 1, inferredNumber: 5 };
    expect(coveredIn({ commitments: 13, counts } as never)).toEqual({
      ...{ commitments: 13, withUpdate: 10, rowWithoutUpdate: 1, noRow: 2 },
    });
  });
});

describe('what a report leaves out', () => {
  it('stands by rule, each thing with its page', () => {
    const finding = (rule: string, id: string, name: string) => ({ rule, label: rule, what: { id, name }, why: 'So.' });
    const rules = findingsByRule({
      plan: { id: 'p' },
      findings: [
        finding('noRow', 'c', 'C22-15'),
        finding('rowWithoutCommitment', 'n', 'Governance'),
        finding('noRow', 'd', 'C22-16'),
      ],
    } as never);
    expect(rules.map(({ rule, lines }) => [rule, lines.map(({ path }) => path)])).toEqual([
      ['noRow', ['/commitments/C22-15', '/commitments/C22-16']],
      ['rowWithoutCommitment', ['/plans/p/themes/n']],
    ]);
  });
});

/** Two updates from one passage. */
function withOrigins(): ReportContent {
  const from = { source: { doc: 's1' }, citations: [{ sourceId: 's1', line: 5 }] };
  const rows = SAMPLE_CONTENT.rows.map((row) => ({ ...row, updates: row.updates.map((one) => ({ ...one, from })) }));
  return { ...SAMPLE_CONTENT, rows } as ReportContent;
}
