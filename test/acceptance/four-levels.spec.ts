import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCsv } from '../support/csv.js';
import { COMMITMENTS, DAYS, STATUSES, VARIED, writeFourLevels } from '../support/four-levels.js';
import { ImportLedger, LOADER } from '../support/import-ledger.js';
import { type Answer, type LoadedService, startLoaded } from './example-service.js';

/** Some seconds by itself; more where other tests run beside it. In milliseconds. */
const LOADING = 180_000;

/** What is overdue on a day, with the days since and how often the date was put off, and what is still to come. */
const OVERDUE: [day: string, lines: [what: string, days: number, moved: number][], dueLater: number][] = [
  ['2024-10-15', [['Survey for K1211.', 15, 0]], 5],
  [
    '2025-01-14',
    [
      ['Survey for K1211.', 106, 0],
      ['Survey for K1112.', 14, 0],
    ],
    4,
  ],
  ['2025-01-15', [], 6],
  ['2025-04-15', [['Survey for K1221.', 15, 0]], 5],
  [
    '2025-07-15',
    [
      ['Survey for K1221.', 106, 0],
      ['Survey for K1112.', 15, 1],
      ['Survey for K1222.', 15, 0],
    ],
    2,
  ],
];

/** What a scorecard shows at the end of the third and of the fourth quarter: each figure, and the way it went. */
const SCORECARD: [day: string, lines: [indicator: string, display: string, movement: string][]][] = [
  [
    DAYS.reports[2],
    [
      ['Paths in good order', '60%', 'up'],
      ['Complaints', '30 complaints', 'down'],
      ['Money spent', '3,000 dollars', 'up'],
    ],
  ],
  [
    DAYS.reports[3],
    [
      ['Paths in good order', '58%', 'down'],
      ['Complaints', '20 complaints', 'down'],
      ['Money spent', '4 thousand dollars', 'notComparable'],
    ],
  ],
];

/** Names that this plan gives to things of its own. */
const OF_THIS_PLAN = /['"](pillar|objective|parked|dormant|three-columns)['"]|Z0001|PLAN-B/;
/** Names that the example gives to things of its own, and what it is about. */
const OF_THE_EXAMPLE =
  /E47000001|panel-four-column|PLAN-20\d\d|GMCA|\bpolice\b|Manchester|Combined Authority|Standing.Together/i;
/** Tells where to look in the example, and does nothing else with it. */
const SHOWS_THE_EXAMPLE = 'demo.ts';

describe('a plan with four levels, traffic lights and quarters, loaded as data', () => {
  let folder: string;
  let file: string;
  let service: LoadedService;
  let get: LoadedService['get'];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'four-levels-'));
    file = join(folder, 'plan.jsonl');
    await writeFourLevels(file);
    service = await startLoaded(file);
    get = service.get;
  }, LOADING);
  afterAll(async () => {
    await service?.close();
    await rm(folder, { recursive: true });
  });

  const on = (address: string, day: string) => get(`${address}${address.includes('?') ? '&' : '?'}asReportedOn=${day}`);

  test('has its levels, in its own words', async () => {
    const plan = await get('/api/plans/PLAN-B');
    expect(plan.view.timeZone).toBe('Pacific/Auckland');
    expect(plan.levels.map(({ many, printedAs }: Answer) => [many, printedAs])).toEqual([
      ['Pillars', 'Our pillars'],
      ['Objectives', 'Objectives'],
      ['Programmes', 'Programmes'],
      ['Commitments', 'What we will do'],
    ]);
  });

  test('is a tree as deep as it says, with one promise beside it', async () => {
    const plan = await get('/api/plans/PLAN-B');
    const below = (node: Answer): unknown[] =>
      node.children.length > 0
        ? node.children.map((child: Answer) => [child.level, ...below(child)])
        : node.commitments.map(({ externalIds }: Answer) => externalIds[0]);
    const programme = (number: string) => ['programme', `K${number}1`, `K${number}2`];
    const objective = (number: string) => ['objective', programme(`${number}1`), programme(`${number}2`)];
    const pillar = (number: string) => ['pillar', objective(`${number}1`), objective(`${number}2`)];
    expect(below(plan)).toEqual([pillar('1'), pillar('2')]);
    expect(plan.commitments.map(({ externalIds }: Answer) => externalIds[0])).toEqual(['K0']);
    expect(plan.commitmentCount).toBe(17);
  });

  test('says where each promise sits, from the top down', async () => {
    const { path } = await get('/api/commitments/K2122');
    expect(path.map(({ name }: Answer) => name)).toEqual(['Part 2', 'Part 2.1', 'Part 2.1.2']);
    const { items } = await get('/api/commitments?under=L21&limit=50');
    expect(items.map(({ externalIds }: Answer) => externalIds[0])).toEqual(['K2111', 'K2112', 'K2121', 'K2122']);
  });

  test.each([
    [1, { Green: 12, Amber: 3, Red: 1, Parked: 1 }],
    [2, { Green: 9, Amber: 4, Complete: 2, Red: 1, Parked: 1 }],
    [3, { Green: 9, Complete: 4, Amber: 3, Dormant: 1 }],
    [4, { Green: 7, Complete: 6, Amber: 2, Dormant: 1, Red: 1 }],
  ])('is counted by traffic light at the end of quarter %i', async (quarter, expected) => {
    const { byStatus } = await on('/api/plans/PLAN-B/counts', DAYS.reports[quarter - 1]!);
    const counts = Object.fromEntries(byStatus.map(({ label, count }: Answer) => [label, count]));
    expect(counts).toEqual(expected);
    expect(Object.values(expected).reduce((sum, count) => sum + count)).toBe(17);
  });

  test('shows a status by the scheme that it was given under, after the scheme has changed', async () => {
    const parked = COMMITMENTS[STATUSES[1].indexOf('p')]!;
    const officer = async (day: string) =>
      (await on(`/api/commitments/${parked}`, day)).statuses.find(({ assessment }: Answer) => assessment === 'officer');
    expect(await officer('2025-04-10')).toMatchObject({ status: 'parked', label: 'Parked' });
    expect(await officer(DAYS.reports[2])).toMatchObject({ status: 'green', label: 'Green' });
    const { items } = await get('/api/commitments?status=dormant');
    expect(items.map(({ externalIds }: Answer) => externalIds[0])).toEqual(['K2111']);
  });

  test("keeps the panel's view apart from the officers'", async () => {
    const { statuses } = await get('/api/commitments/K1112');
    expect(statuses.map(({ assessment, label }: Answer) => [assessment, label])).toEqual([
      ['officer', 'Complete'],
      ['panel', 'Amber'],
    ]);
    expect((await get('/api/commitments?status=amber&assessment=panel')).total).toBe(4);
    expect((await get('/api/commitments?status=amber')).total).toBe(2);
  });

  test.each(OVERDUE)('says what is overdue on %s', async (day, lines, dueLater) => {
    const { items, counts } = await on('/api/overdue?plan=PLAN-B&state=overdue', day);
    expect(items.map(({ what, daysOverdue, moved }: Answer) => [what, daysOverdue, moved])).toEqual(lines);
    expect(counts).toMatchObject({ overdue: lines.length, undated: 0, standing: 1 });
    expect(counts.dueSoon + counts.dueLater).toBe(dueLater);
  });

  test('counts how often a date was put off, and keeps the first one', async () => {
    const { items } = await get('/api/overdue?plan=PLAN-B&state=dueLater&asReportedOn=2025-07-15');
    expect(items.find(({ what }: Answer) => what === 'Survey for K1121.')).toMatchObject({
      ...{ moved: 2, dueDisplay: 'Quarter 5', firstDue: { printed: 'Quarter 3', precision: 'quarter' } },
    });
  });

  test.each(SCORECARD)('has a scorecard on %s', async (day, lines) => {
    const { priorities } = await on('/api/plans/PLAN-B/scorecard', day);
    expect(priorities.map(({ priority }: Answer) => priority.name)).toEqual(['Part 1']);
    const shown = priorities[0].lines.map(({ indicator, display, travel }: Answer) => [
      ...[indicator.name, display, travel[0]?.movement],
    ]);
    expect(shown).toEqual(lines);
  });

  test('answers with the figure as restated, and as it was before', async () => {
    const first = async (day: string) => {
      const { items } = await on('/api/metrics/COMPLAINTS/observations', day);
      return items.find(({ period }: Answer) => period.from === '2024-07-01').value;
    };
    expect(await first(DAYS.reports[1])).toBe('40');
    expect(await first(DAYS.reports[2])).toBe('45');
  });

  test('says what changed between two reports', async () => {
    const { summary, items } = await on(`/api/changes?plan=PLAN-B&from=${DAYS.reports[1]}&limit=100`, DAYS.reports[2]);
    expect(summary).toMatchObject({ status: 7, words: 1, dates: 1, figures: 5, updates: 1, restated: 1, silent: 0 });
    const changed = items.filter(({ kind }: Answer) => kind === 'status').map(({ object }: Answer) => object.name);
    const differ = COMMITMENTS.filter((_, place) => STATUSES[1][place] !== STATUSES[2][place]);
    expect(changed.sort()).toEqual(differ.sort());
  });

  test('finds what the third report leaves out', async () => {
    const { counts, findings } = await get('/api/reports/REPORT-3/coverage');
    expect(counts).toMatchObject({ noRow: 16, milestoneNotMentioned: 1, priorityNotReported: 0 });
    const unmentioned = findings.filter(({ rule }: Answer) => rule === 'milestoneNotMentioned');
    expect(unmentioned.map(({ what }: Answer) => what.name)).toEqual(['Survey for K1221.']);
  });

  test('compares the words of the promise that was varied', async () => {
    const { versions } = await get(`/api/commitments/${VARIED.id}/wordings`);
    expect(versions.map(({ text }: Answer) => text)).toEqual([VARIED.before, VARIED.after]);
    expect(versions[1].diff.map(({ op, text }: Answer) => `${op}:${text.trim()}`)).toEqual([
      'same:Mend path 1 within',
      'removed:five',
      'added:ten',
      'same:days.',
    ]);
    expect((await get('/api/plans/PLAN-B')).variations).toMatchObject([{ summary: 'More time to mend paths.' }]);
  });

  test('keeps a translation beside the words that hold', async () => {
    const { wording, wordings } = await get('/api/commitments/K0');
    expect(wording).toMatchObject({ lang: 'en', text: 'Mend path 17.' });
    expect(wordings.map(({ lang }: Answer) => lang).sort()).toEqual(['en', 'mi']);
  });

  test('lists its areas, with a code and without', async () => {
    const { items } = await get('/api/areas');
    expect(items.map(({ name, code, statements }: Answer) => [name, code, statements > 0])).toEqual(
      expect.arrayContaining([
        ['Harbour', 'Z0001', true],
        ['Middle Ward', undefined, true],
        ['Northern Ward', undefined, false],
        ['Southern Ward', undefined, false],
      ]),
    );
    expect(items).toHaveLength(4);
  });

  test('comes as a table', async () => {
    const response = await fetch(`${service.url}/api/commitments?plan=PLAN-B&format=csv`);
    const [names, ...rows] = readCsv(await response.text());
    expect([response.status, rows.length]).toEqual([200, 17]);
    const { items } = await get('/api/commitments?plan=PLAN-B&limit=50');
    const column = names!.indexOf('id');
    expect(rows.map((row) => row[column])).toEqual(items.map(({ id }: Answer) => id));
  });

  test('shows each report as of its own day', async () => {
    const { items } = await get('/api/reports');
    expect(items.map(({ title, asReportedOn }: Answer) => [title, asReportedOn])).toEqual(
      DAYS.reports.map((day, index) => [`Quarter ${index + 1}`, day]).reverse(),
    );
  });

  test.each([
    [
      'not while eleven go on',
      [],
      ['11 commitments have no final status. Record one for each or confirm they stay without'],
    ],
    ['closes when those are named', COMMITMENTS, []],
  ])('%s', async (_, leftWithoutStatus, messages) => {
    const closing = { planId: 'PLAN-B', reportedOn: '2025-08-01', closedOn: '2025-07-31', leftWithoutStatus };
    const longer = join(folder, 'closing.jsonl');
    await writeFourLevels(longer, [{ command: 'close-plan', ...closing, source: { sha256: 'e'.repeat(64) } }]);
    const { problems } = await ImportLedger.inMemory().importer.check(longer, LOADER);
    expect(problems.map(({ message }) => message)).toEqual(messages);
  });

  test('is nowhere in the code, its specs, its templates and its texts', async () => {
    const parts = { code: /\.(ts|sql)$/, templates: /\.njk$/, texts: /strings\/.*\.json$/ };
    const seen = new Set<string>();
    for (const root of ['src', 'projections'])
      for (const name of await readdir(root, { recursive: true })) {
        const [part] = Object.entries(parts).find(([, pattern]) => pattern.test(name)) ?? [];
        if (!part || name === SHOWS_THE_EXAMPLE) continue;
        seen.add(part);
        const text = await readFile(join(root, name), 'utf8');
        const found = [OF_THIS_PLAN, OF_THE_EXAMPLE].flatMap((names) => names.exec(text)?.[0] ?? []);
        expect([name, found]).toEqual([name, []]);
      }
    expect([...seen].sort()).toEqual(Object.keys(parts).sort());
  });
});
