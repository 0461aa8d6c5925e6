import type { JsonObject } from '../../../../src/integrity/canonical-json.js';
import type { Statement } from '../../statement.js';
import { Facts } from '../facts.js';
import { commitmentsToCover, coverageFindings } from './coverage.js';
import type { CoveredReport } from './published.js';

const id = (n: number) => `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`;
const [PLAN, ONE, TWO, THEME, FIRST, SECOND, UPDATE, REPORT, MEETING, PAPER, MILESTONE, METRIC] = Array.from(
  { length: 12 },
  (_, n) => id(n),
) as [string, string, string, string, string, string, string, string, string, string, string, string];
const DAY = '2022-08-04';

let sequence = 0;
function said(stream: string, facet: string, data: JsonObject, more: Partial<Statement> = {}): Statement {
  const [category = ''] = stream.split('-');
  const src = sequence++;
  return {
    ...{ stream, category, objectId: stream.slice(category.length + 1), facet, data, src, slot: src, withdrawn: false },
    ...{ id: id(1_000 + src), type: 'Said', originalType: 'Said', kind: 'Said', plan: PLAN, reportedOn: '2022-06-07' },
    ...{ edition: 1, entry: 'backfill', recordedAt: '2022-06-07T09:00:00.000Z' },
    ...more,
  };
}

const node = (of: string, parentId: string) => [
  said(`plan-${PLAN}`, `node/${of}`, { level: 'part' }),
  said(`plan-${PLAN}`, `node/${of}/title`, { title: `Part ${of.at(-1)}` }),
  said(`plan-${PLAN}`, `node/${of}/place`, { parentId }),
];
const commitment = (of: string, homeId: string, basis = 'printed') => [
  said(`commitment-${of}`, 'identity', { externalIds: [`C-${of.at(-1)}`] }),
  said(`commitment-${of}`, 'place', { homeId }),
  said(`commitment-${of}`, `wording/${of}`, {
    text: 'Do it.',
    standing: 'draft',
    printedNumber: { value: of.at(-1)!, basis },
  }),
];
const plan = [
  said(`plan-${PLAN}`, 'identity', { levels: [] }),
  ...node(ONE, PLAN),
  ...node(TWO, PLAN),
  ...node(THEME, ONE),
  ...commitment(FIRST, THEME),
  ...commitment(SECOND, ONE),
];
const update = (targets: string[], more: Partial<Statement> = {}, content: JsonObject = {}) => [
  said(
    `update-${UPDATE}`,
    'content',
    { blocks: [{ blockId: 'p1' }, { blockId: 'p2' }], ...content },
    { reportedOn: DAY, source: { doc: PAPER }, ...more },
  ),
  said(`update-${UPDATE}`, 'targets', { targets }, { reportedOn: DAY }),
];
const blocks = (...blockTargets: JsonObject[]) =>
  said(`update-${UPDATE}`, 'block-targets', { blockTargets }, { reportedOn: DAY });

const report: CoveredReport = {
  ...{ id: REPORT, plan: PLAN, reportDate: DAY, days: [DAY], scope: [ONE], source: PAPER, meeting: MEETING },
};
const june: CoveredReport = { ...report, id: id(90), reportDate: '2022-06-07', days: ['2022-06-07'] };
const beside: CoveredReport = { ...report, id: id(91), scope: [TWO] };
const found = (more: Statement[], { of = report, all = [june, beside] } = {}) =>
  coverageFindings(of, new Facts([...plan, ...more]), all).map(
    ({ rule, what }) => `${rule}: ${what.name ?? what.id.at(-1)}`,
  );

describe('what a report leaves out', () => {
  it('is nothing where every promise of its scope has an update', () =>
    expect(found(update([FIRST, SECOND]))).toEqual([]));

  it('are the promises that no row is about', () =>
    expect(found(update([THEME, FIRST]))).toEqual([`noRow: C-${SECOND.at(-1)}`]));

  it('are the promises whose row says that it says nothing of them', () => {
    const none = said(`report-${REPORT}`, `no-update/${FIRST}`, { target: FIRST, reason: 'Nothing' });
    expect(found([...update([THEME, FIRST, SECOND]), none])).toEqual([`rowWithoutUpdate: C-${FIRST.at(-1)}`]);
  });

  it('are the promises in whose row every paragraph is about something else', () => {
    const elsewhere = ['p1', 'p2'].map((blockId) => ({ blockId, targets: [FIRST] }));
    const row = update([FIRST, SECOND]);
    expect(found([...row, blocks(...elsewhere)])).toEqual([`rowWithoutUpdate: C-${SECOND.at(-1)}`]);
    expect(found([...row, blocks(elsewhere[0]!)])).toEqual([]);
  });

  it('is not what a paragraph is about though its row does not name it', () =>
    expect(found([...update([FIRST]), blocks({ blockId: 'p2', targets: [SECOND] })])).toEqual([]));

  it('are rows about a part of the plan that holds no promise', () => {
    const empty = id(40);
    expect(found([...node(empty, ONE), ...update([empty, FIRST, SECOND])])).toEqual(['rowWithoutCommitment: Part 0']);
  });

  it('are promises whose number no paper prints', () => {
    const third = id(41);
    expect(found([...commitment(third, ONE, 'inferred'), ...update([FIRST, SECOND, third])])).toEqual([
      'inferredNumber: C-1',
    ]);
  });

  it('is counted against the commitments of its scope', () => {
    const facts = new Facts([...plan, ...commitment(id(41), TWO)]);
    expect(commitmentsToCover(report, facts)).toBe(2);
    expect(commitmentsToCover({ ...report, scope: [] }, facts)).toBe(3);
  });

  it('are the priorities that no report of the same meeting covers', () => {
    const row = update([FIRST, SECOND]);
    expect(found(row, { all: [june] })).toEqual(['priorityNotReported: Part 2']);
    expect(found(row, { all: [{ ...beside, meeting: id(92) }] })).toEqual(['priorityNotReported: Part 2']);
    expect(found(row, { all: [{ ...beside, scope: [] }] })).toEqual([]);
  });
});

describe('an update belongs to a report', () => {
  const nothing = [`noRow: C-${FIRST.at(-1)}`, `noRow: C-${SECOND.at(-1)}`];

  it.each<[string, Partial<Statement>]>([
    ['from another paper', { source: { doc: id(50) } }],
    ['of another day', { reportedOn: '2022-08-05' }],
  ])('not where it is %s', (_, more) => expect(found(update([FIRST, SECOND], more))).toEqual(nothing));

  it('where it names it, and not where it names another', () => {
    expect(found(update([FIRST, SECOND], { source: {} }, { reportId: REPORT }))).toEqual([]);
    expect(found(update([FIRST, SECOND], {}, { reportId: id(51) }))).toEqual(nothing);
  });
});

describe('promises with a date', () => {
  const milestone = (to: string, more: Statement[] = [], target = THEME) => [
    ...update([FIRST, SECOND]),
    said(`milestone-${MILESTONE}`, 'promise', { what: 'A poster.' }),
    said(`milestone-${MILESTONE}`, 'due', { due: { from: to, to } }),
    said(`milestone-${MILESTONE}`, `attached/node/${target}`, {}, { kind: 'MilestoneAttached' }),
    ...more,
  ];
  const unmentioned = ['milestoneNotMentioned: A poster.'];

  it.each([
    ['the day of the report before', '2022-06-08', []],
    ['the day after the report before', '2022-06-09', unmentioned],
    ['the day of the report', '2022-08-05', unmentioned],
    ['the day after the report', '2022-08-06', []],
  ])('are missed by a report where their last day is %s', (_, to, expected) =>
    expect(found(milestone(to))).toEqual(expected));

  it('are not missed where nothing was reported before, where they are over, elsewhere, or spoken of', () => {
    expect(found(milestone('2022-08-01'), { all: [beside] })).toEqual([]);
    const over = said(`milestone-${MILESTONE}`, 'state', { state: 'met' });
    expect(found(milestone('2022-08-01', [over]))).toEqual([]);
    expect(found(milestone('2022-08-01', [], TWO))).toEqual([]);
    const spoken = said(`milestone-${MILESTONE}`, 'state', { state: 'open' }, { reportedOn: DAY });
    expect(found(milestone('2022-08-01', [spoken]))).toEqual([]);
  });
});

describe('figures of the scorecard', () => {
  const scorecard = (nextDue: string, ...more: Statement[]) => [
    ...update([FIRST, SECOND]),
    said(`plan-${PLAN}`, `indicator/${id(60)}`, { priorityId: ONE }, { kind: 'ScorecardIndicatorSet' }),
    said(`plan-${PLAN}`, `indicator/${id(60)}/metrics`, { metricIds: [METRIC] }),
    said(`metric-${METRIC}`, 'definition', { name: 'Calls answered' }),
    said(`metric-${METRIC}`, 'schedule', { nextDue }),
    ...more,
  ];
  const value = (reportedOn: string) => said(`metric-${METRIC}`, 'value/2022-06/-/-', { value: '3' }, { reportedOn });

  it.each<[string, string, Statement[], string[]]>([
    ['was due before and was not given', '2022-08-03', [], ['metricOverdue: Calls answered']],
    ['was given before it was due', '2022-08-03', [value('2022-08-02')], ['metricOverdue: Calls answered']],
    ['was given on the day', '2022-08-03', [value('2022-08-03')], []],
    ['is due on the day of the report', DAY, [], []],
  ])('are missing where the next one %s', (_, nextDue, more, expected) =>
    expect(found(scorecard(nextDue, ...more))).toEqual(expected));
});
