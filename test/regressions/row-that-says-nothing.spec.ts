import { commitmentAnswer } from '../../projections/state/queries/commitment/commitment.assembler.js';
import { commitmentList } from '../../projections/state/queries/commitment/commitment-list.js';
import { Surroundings } from '../../projections/state/queries/commitment/surroundings.js';
import { Facts } from '../../projections/state/queries/facts.js';
import { planTree } from '../../projections/state/queries/plan/plan.assembler.js';
import { planCounts } from '../../projections/state/queries/plan/plan-counts.assembler.js';
import { coverageFindings } from '../../projections/state/queries/report/coverage.js';
import { coveredReport } from '../../projections/state/queries/report/published.js';
import type { Statement } from '../../projections/state/statement.js';
import type { JsonObject } from '../../src/integrity/canonical-json.js';

/*
 * An update stands for a whole row of a report. A commitment of which the report itself said that the row has nothing on
 * it counted as reported on all the same: the report and its coverage said that there was no update, the commitment, its
 * list, its plan and the first page that there was one.
 */

const DAY = '2022-08-04';
const id = (n: number) => `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`;
const [PLAN, THEME, PAPER, REPORT, ROW] = [id(0), id(1), id(2), id(3), id(4)];

let slot = 0;
function said(stream: string, facet: string, data: JsonObject, more: Partial<Statement> = {}): Statement {
  const [category = ''] = stream.split('-');
  return {
    ...{ stream, category, objectId: stream.slice(category.length + 1), facet, data, plan: PLAN },
    ...{ slot: slot++, src: slot, id: id(1_000 + slot), kind: 'Said', type: 'Said', originalType: 'Said' },
    ...{ withdrawn: false, reportedOn: DAY, edition: 1, entry: 'backfill', recordedAt: '2026-01-01T00:00:00.000Z' },
    ...{ source: { doc: PAPER }, ...more },
  } as Statement;
}

const PROMISES = [11, 12, 13].map(id);
const plan = () => [
  said(`plan-${PLAN}`, 'identity', { externalIds: ['PLAN'] }),
  said(`plan-${PLAN}`, `node/${THEME}`, { level: 'priority' }),
  said(`plan-${PLAN}`, `node/${THEME}/place`, { parentId: PLAN }),
  ...PROMISES.flatMap((one) => [
    said(`commitment-${one}`, 'identity', { externalIds: [`C-${Number(one.slice(-2))}`] }),
    said(`commitment-${one}`, 'place', { homeId: THEME }),
  ]),
];
const report = (...more: Statement[]) => [
  said(`report-${REPORT}`, 'publication/1', {
    planId: PLAN,
    version: 1,
    title: 'A report',
    sourceId: PAPER,
    scope: [],
  }),
  ...more,
];
const noUpdate = () => said(`report-${REPORT}`, `no-update/${PROMISES[1]}`, { target: PROMISES[1]!, reason: 'Empty.' });
/** Names the theme and two of its promises. */
const row = (more: Partial<Statement> = {}) => [
  said(`update-${ROW}`, 'content', { blocks: [{ blockId: 'p1', kind: 'paragraph', text: 'Calls.' }] }, more),
  said(`update-${ROW}`, 'targets', { targets: [THEME, PROMISES[0]!, PROMISES[1]!] }, more),
];

function told(...statements: Statement[]) {
  const facts = new Facts([...plan(), ...statements]);
  const around = new Surroundings(facts, DAY);
  const counts = planCounts(PLAN, facts, DAY)!;
  const names = (all: { externalIds: string[] }[]) => all.map(({ externalIds }) => externalIds[0]);
  return {
    counted: names(counts.withoutUpdate),
    withoutRow: names(counts.withoutRow),
    reportedOn: counts.byScope[0]!.reportedOn,
    listed: names(commitmentList(around, { noUpdate: true })),
    inTree: names(planTree(PLAN, facts, DAY)!.children[0]!.commitments.filter((one) => !one.latestUpdate)),
    one: commitmentAnswer(PROMISES[1]!, around)!,
  };
}

test('a commitment of which its report says that there is no update has none, wherever it is asked', () => {
  const { counted, withoutRow, reportedOn, listed, inTree, one } = told(...row(), ...report(noUpdate()));
  expect({ counted, listed, inTree }).toEqual({
    ...{ counted: ['C-12', 'C-13'], listed: ['C-12', 'C-13'], inTree: ['C-12', 'C-13'] },
  });
  expect({ withoutRow, reportedOn }).toEqual({ withoutRow: ['C-13'], reportedOn: 1 });
  expect(one).toMatchObject({ latestUpdate: null, updates: [{ id: ROW }] });
  expect(one.silences).toMatchObject([
    { update: ROW, reportedOn: DAY, report: { id: REPORT, name: 'A report' }, reason: 'Empty.' },
  ]);
});

test('the same holds where every paragraph of its row is about something else', () => {
  const blockTargets = [{ blockId: 'p1', targets: [PROMISES[0]!] }];
  const { counted, withoutRow, one } = told(...row(), said(`update-${ROW}`, 'block-targets', { blockTargets }));
  expect({ counted, withoutRow }).toEqual({ counted: ['C-12', 'C-13'], withoutRow: ['C-13'] });
  expect(one.silences).toEqual([{ update: ROW, reportedOn: DAY }]);
});

test('what a report says without a row is told too, and takes nothing from another report', () => {
  const later = { reportedOn: '2022-11-01', source: { doc: id(9) } } as Partial<Statement>;
  const { counted, withoutRow, one } = told(...row(later), ...report(noUpdate()));
  expect({ counted, withoutRow }).toEqual({ counted: ['C-13'], withoutRow: ['C-13'] });
  expect(one).toMatchObject({ latestUpdate: { id: ROW }, silences: [{ report: { id: REPORT }, reason: 'Empty.' }] });
  expect(one.silences![0]).not.toHaveProperty('update');
});

test('a report that was taken back says nothing any more', () => {
  const { counted, one } = told(...row(), ...report(noUpdate(), said(`report-${REPORT}`, 'withdrawal', {})));
  expect(counted).toEqual(['C-13']);
  expect(one).not.toHaveProperty('silences');
});

/*
 * What a report says of itself was taken at its word against its own rows: an update that its amendment brought, or a
 * paragraph that was said afterwards to be about a commitment, was shown as a row that says nothing of it.
 */

const onPromise = [{ blockId: 'p1', targets: [PROMISES[1]!] }];
const coverage = (...statements: Statement[]) => {
  const facts = new Facts([...plan(), ...statements]);
  const covered = coveredReport(facts.object('report', REPORT)!)!;
  return coverageFindings(covered, facts, [covered]).map(({ id: finding }) => finding);
};

test('an update of its own that the amendment brings holds against what the first version said', () => {
  const september = { reportedOn: '2022-09-01', entry: 'live' } as const;
  const blocks = [{ blockId: 'p1', kind: 'paragraph', text: 'Calls about C-12.' }];
  const statements = [
    said(`update-${ROW}`, 'content', { reportId: REPORT, blocks }, september),
    said(`update-${ROW}`, 'targets', { targets: [PROMISES[1]!] }, september),
    ...report(noUpdate()),
    said(`report-${REPORT}`, 'publication/2', { planId: PLAN, version: 2, title: 'A report', scope: [] }, september),
  ];
  const { counted, one } = told(...statements);
  expect(counted).toEqual(['C-11', 'C-13']);
  expect(one).toMatchObject({ latestUpdate: { id: ROW }, labels: [] });
  // What the first version said is told, but of no row.
  expect(one.silences).toEqual([expect.objectContaining({ reason: 'Empty.' })]);
  expect(one.silences![0]).not.toHaveProperty('update');
  expect(coverage(...statements)).not.toContain(`rowWithoutUpdate:${PROMISES[1]}`);
});

test('so does a paragraph that is said to be about it', () => {
  const statements = [
    ...row(),
    said(`update-${ROW}`, 'block-targets', { blockTargets: onPromise }),
    ...report(noUpdate()),
  ];
  const { counted, one } = told(...statements);
  expect(counted).toEqual(['C-11', 'C-13']);
  expect(one.latestUpdate).toMatchObject({ id: ROW });
  expect(one.silences![0]).not.toHaveProperty('update');
  expect(coverage(...statements)).not.toContain(`rowWithoutUpdate:${PROMISES[1]}`);
});

/* A commitment that only a paragraph was said to be about had no update, and stood in no row of any report. */
test('a paragraph that is said to be about a commitment is an update of it', () => {
  const statements = [
    said(`update-${ROW}`, 'content', { blocks: [{ blockId: 'p1', kind: 'paragraph', text: 'C-12 is done.' }] }),
    said(`update-${ROW}`, 'targets', { targets: [THEME] }),
    said(`update-${ROW}`, 'block-targets', { blockTargets: onPromise }),
    ...report(),
  ];
  const { counted, withoutRow, one } = told(...statements);
  expect({ counted, withoutRow }).toEqual({ counted: ['C-11', 'C-13'], withoutRow: ['C-11', 'C-13'] });
  expect(one).toMatchObject({ latestUpdate: { id: ROW }, updates: [{ id: ROW }] });
  expect(coverage(...statements).filter((finding) => finding.startsWith('noRow'))).toEqual(
    [PROMISES[0], PROMISES[2]].map((promise) => `noRow:${promise}`),
  );
});
