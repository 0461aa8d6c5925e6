import { promise, published, said, write } from '../http/own-plan.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

/*
 * A report covers one part of its plan. What is known now was looked for in that part as the plan is now: once a theme had
 * been moved out of it, nothing that was said of the theme's promises was there any more, restatements among it.
 */

const LATER = '/api/reports/PX-REP/now?limit=1000&asReportedOn=';

interface Line {
  kind: string;
  category: string;
  because?: string;
  object: { name?: string };
}

const about = { planId: 'PX', ...said('2022-06-07') };
const titled = (title: string) => ({ titled: { title, class: 'first' } });
const due = (month: string, to: string, printed: string) => ({
  due: { from: `2022-${month}-01`, to, precision: 'month', printed, basis: 'printed' },
});
const PROMISED = due('10', '2022-11-01', 'October 2022');
const RESTATED = due('11', '2022-12-01', 'November 2022');

const PLAN: Record<string, unknown>[] = [
  {
    ...{ command: 'register-plan', ...about, ownerBodyId: 'B-1', externalIds: ['PX'] },
    levels: ['priority', 'theme', 'commitment'].map((key) => ({ key, one: key, many: key, printedAs: key })),
    described: { title: 'A plan with themes' },
  },
  ...['PX-A', 'PX-B'].map((nodeId) => ({
    ...{ command: 'add-priority', ...about, nodeId, level: 'priority', ...titled(nodeId) },
  })),
  { command: 'add-theme', ...about, nodeId: 'PX-T', level: 'theme', parentId: 'PX-A', ...titled('Paths') },
  ...['PX-1', 'PX-2', 'PX-3'].map((id, index) => ({
    ...promise(id, `Mend path number ${index + 1}.`),
    ...{ planId: 'PX', place: { homeId: id === 'PX-3' ? 'PX-B' : 'PX-T' } },
  })),
];

describe('a theme that has left what a report covers', () => {
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
    for (const command of PLAN) await write(ledger, command);
    const date = { command: 'set-target-date', commitmentId: 'PX-1', ...said('2022-07-01'), ...PROMISED };
    const promised = await write(ledger, date);
    await write(ledger, {
      ...{ command: 'publish-report', reportId: 'PX-REP', planId: 'PX', ...said('2022-08-04'), version: 1 },
      ...{ title: 'A report', reportDate: '2022-08-04', sourceId: 'S-1', scope: ['PX-A'] },
    });
    await write(ledger, {
      ...{ command: 'restate-entry', ...said('2022-09-01'), target: promised, reason: 'error', statement: RESTATED },
    });
    await write(ledger, {
      ...{ command: 'place-node', planId: 'PX', ...said('2022-10-01'), nodeId: 'PX-T', parentId: 'PX-B' },
      reason: 'It belongs there',
    });
    const since = { ...promise('PX-4', 'Mend path number 4.', '2022-11-01'), planId: 'PX', place: { homeId: 'PX-T' } };
    await published(ledger, await write(ledger, since));
  });
  afterAll(() => ledger?.close());

  const known = async (day: string) => {
    const { body } = await ledger.get(LATER + day).expect(200);
    const ofPlan = (body.items as Line[]).filter(({ category }) => category !== 'report');
    const lines = ofPlan.map(({ kind, object, because }) => [kind, object.name, because ?? '–']);
    return { lines, restated: body.summary.restated };
  };
  const before = {
    lines: [
      ['date', 'PX-1', 'restatement'],
      ['silent', 'PX-2', '–'],
    ],
    restated: 1,
  };

  it('is told with the move and all that was said of its promises', async () => {
    expect(await known('2022-09-30')).toEqual(before);
    const [date, ...others] = before.lines;
    expect(await known('2022-10-31')).toEqual({
      lines: [date, ['place', 'Paths', 'later report'], ...others],
      restated: 1,
    });
  });

  it('brings no promises that were made in it afterwards', async () => {
    expect(await known('2022-11-30')).toEqual(await known('2022-10-31'));
  });

  it('leaves the page of the report saying so', async () => {
    const { text } = await ledger.get('/at/2022-10-31/reports/PX-REP/now').redirects(2).expect(200);
    expect(text).toContain('1 figure or date was later restated');
    expect(text).not.toContain('Nothing that it shows was later restated.');
  });
});
