import { type Answer, type LoadedService, startExample } from './example-service.js';

/** Some seconds by itself; more where other tests run beside it. In milliseconds. */
const LOADING = 180_000;

/** The day of the last papers, before the editors said anything. */
const AUGUST = 'asReportedOn=2022-08-04';

/** What is asked of a plan again and again, and stands in no single paper. */
describe('the example answers', () => {
  let example: LoadedService;
  const get = (address: string): Promise<Answer> => example.get(address);
  const list = async (address: string): Promise<Answer[]> => {
    const { items, next } = await get(address);
    expect(next).toBeNull();
    return items;
  };

  beforeAll(async () => {
    example = await startExample();
  }, LOADING);
  afterAll(() => example?.close());

  test('what became of the promises of the first plan, and on whose word', async () => {
    const { counts, rows } = await get('/api/plans/PLAN-2018/lineage');
    expect(counts).toMatchObject({ linked: 24, dropped: 0, new: 0, withoutOrigin: 87 - 35 });
    const linked = rows.filter(({ type }: Answer) => type === 'replacedBy');
    expect(linked).toHaveLength(45);
    for (const { basis, from } of linked) {
      expect(basis).toBe('judgement');
      expect(from.reason).toContain('no paper states a link');
    }
    // Promises without a link stand beside the others.
    const alone = rows.filter(({ after, type }: Answer) => !after && type === null);
    expect(alone.map(({ before }: Answer) => before.externalIds[0])).toEqual(
      expect.arrayContaining(['C18-G-03', 'C18-P3-06']),
    );
  });

  test('that the papers themselves link nothing', async () => {
    const { counts, addedByEditors } = await get(`/api/plans/PLAN-2018/lineage?${AUGUST}`);
    expect(counts).toMatchObject({ linked: 0 });
    expect(addedByEditors.map(({ on }: Answer) => on)).toEqual(Array(26).fill('2026-01-01'));
  });

  test('what is overdue, undated and standing on the day of the last papers', async () => {
    const { counts } = await get(`/api/overdue?${AUGUST}&on=2022-08-04&limit=1`);
    // 37 undated promises less five standing ones, the work to do of the first plan, and two undertakings of it.
    expect(counts).toMatchObject({ overdue: 22, undated: 37 - 5 + 17 + 2 + 1, standing: 5 + 3 });
  });

  test('what was asked of whom, and that no answer is recorded', async () => {
    const asked = await list('/api/recommendations?outcome=notRecorded');
    expect(asked.map(({ printedNumber, addressedTo }) => [printedNumber, addressedTo[0].name])).toEqual([
      ['1', 'Police, Fire and Crime Panel'],
      ['2', 'Police, Fire and Crime Panel'],
      [undefined, 'Police, Fire and Crime Panel'],
    ]);
    const [outside, ...others] = await list('/api/external-recommendations');
    expect(others).toEqual([]);
    expect(outside).toMatchObject({ state: 'open', about: [{ name: 'Improve police responsiveness and visibility' }] });
  });

  test('what was decided, by whom and what about', async () => {
    const decisions = await list('/api/decisions?limit=100');
    expect(decisions).toHaveLength(32);
    for (const { state, changes } of decisions) {
      expect(state).toBe('standing');
      expect(changes.length).toBeGreaterThan(0);
    }
    const audit = decisions.find(({ text }) => /missing/i.test(text) && /audit/i.test(text));
    expect(audit.changes.map(({ kind }: Answer) => kind)).toEqual(['commitment', 'milestone']);
  });

  test('what is in the work programme: the papers do not say', async () => {
    const [programme] = await list('/api/work-programme');
    expect(programme).toMatchObject({ contentsHeld: false, items: [] });
    expect(programme.owners.map(({ name }: Answer) => name)).toEqual([
      'Police, Fire and Crime Panel',
      'Police and Crime steering group',
    ]);
    expect(programme.notStated).toEqual(['The papers held do not say what is in it']);
  });

  test('which statements contradict each other', async () => {
    const conflicts = await list('/api/conflicts');
    expect(conflicts.map(({ state }) => state)).toEqual(Array(5).fill('open'));
    expect(await list(`/api/conflicts?${AUGUST}`)).toEqual([]);
  });

  test('what the proposed scorecard shows, and which of its indicators have no figure', async () => {
    const { priorities, withoutFigure } = await get('/api/plans/PLAN-2022/scorecard');
    const [contact] = priorities[0].lines;
    expect(contact).toMatchObject({
      indicator: { name: 'Contact centre performance' },
      metric: { name: '101 average answer time' },
      linkedBy: 'judgement',
      display: '4m 58s',
    });
    const judged = (comparator: string) =>
      contact.travel.find((each: Answer) => each.comparator === comparator)?.judgement;
    expect([judged('previous 12 months'), judged('previous quarter')]).toEqual(['improving', 'worsening']);
    expect(withoutFigure.map(({ name }: Answer) => name)).toEqual([
      'Response times',
      'Feelings of safety',
      'Mental health incidents',
      'Seizures',
      'Stop and search',
      'Re-victimisation rates',
      'Road KSIs',
      'ASB',
      'Carbon reduction',
      'Diversity',
    ]);
    // In August nobody had said which figures are meant.
    const then = await get(`/api/plans/PLAN-2022/scorecard?${AUGUST}`);
    expect([then.withoutFigure.length, then.addedByEditors.length]).toEqual([18, 8]);
  });

  test('which printed figures do not fit one another', async () => {
    const metrics = await list(`/api/metrics?${AUGUST}&limit=1000`);
    const pages = await Promise.all(metrics.map(({ id }) => get(`/api/metrics/${id}?${AUGUST}`)));
    const found = pages.flatMap(({ name, arithmetic }) =>
      arithmetic.map(({ calculation, printed, result }: Answer) => [name, calculation, printed, result]),
    );
    expect(found.filter(([, , , result]) => result === 'doesNotAgree')).toEqual([
      ['Solved crimes', '4346 / (30877 - 4346) = 16.4%', '22%', 'doesNotAgree'],
    ]);
    const agreeing = found
      .filter(([, , , result]) => result === 'agrees')
      .map(([name, calculation]) => [name, calculation]);
    expect(agreeing.sort()).toEqual([
      ['101 average answer time', '219, December 2021'],
      ['101 average answer time', '478, July 2021'],
      ['101 average answer time', '478, July 2021'],
      ['Navigator community referrals', '51 + 30 = 81'],
      ['Navigator hospital referrals', '260 + 111 = 371'],
      ['Serious and organised crime disruptions, April to July', '69, 1 April 2021 to 31 July 2021'],
      ['Stalking Protection Order applications, February to July', '24, 1 February 2021 to 31 July 2021'],
    ]);
  });

  test('what runs across the plan', async () => {
    const tags = await list('/api/plans/PLAN-2022/tags');
    const inScheme = (label: string) => tags.filter(({ scheme }) => scheme.label === label);
    expect(inScheme('Themes for action')).toHaveLength(2);
    expect(inScheme('Work streams of the priority reports')).toHaveLength(13);
  });
});
