import request from 'supertest';
import { type Answer, type LoadedService, startExample } from '../acceptance/example-service.js';

/** Some seconds by itself; more where other tests run beside it. In milliseconds. */
const LOADING = 180_000;

/** Editors said on 1 January 2026 which figures of August 2022 the indicators of the plan are measured by. */
describe('a view of a day before editors linked its figures', () => {
  let example: LoadedService;
  beforeAll(async () => {
    example = await startExample();
  }, LOADING);
  afterAll(() => example?.close());

  const answers = (address: string): Promise<Answer> => example.get(`${address}?asReportedOn=2022-08-04`);
  const page = async (path: string) => {
    const { text } = await request(example.url).get(`/at/2022-08-04${path}`).expect(200);
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
    return main.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
  };

  it('has a scorecard with the figures apart, each marked, and none of them in its counts', async () => {
    const { measuresSince, withoutFigure, priorities } = await answers('/api/plans/PLAN-2022/scorecard');
    expect(measuresSince[0]).toMatchObject({
      ...{ through: { name: 'Contact centre performance' }, metric: { name: '101 average answer time' } },
      ...{ value: { display: '4m 58s' }, from: { reportedOn: '2026-01-01' } },
    });
    const { priorities: now } = await example.get('/api/plans/PLAN-2022/scorecard');
    const linkedNow = now.flatMap(({ lines }: Answer) => lines.flatMap(({ metric }: Answer) => metric?.name ?? []));
    expect(measuresSince.map(({ metric }: Answer) => metric.name)).toEqual(linkedNow);
    expect(withoutFigure).toHaveLength(18);
    expect(priorities.flatMap(({ lines }: Answer) => lines.flatMap(({ metric }: Answer) => metric ?? []))).toEqual([]);
    const shown = await page('/scorecards/PLAN-2022');
    expect(shown).toContain('18 indicators: 0 with a figure, 18 without.');
    expect(shown).toContain('Figures reported by this date do exist for 8 of the indicators without.');
    const [above, apart] = shown.split('Added by editors after this date');
    expect(above).not.toContain('4m 58s');
    expect(apart).toContain(
      '101 average answer time On the scorecard: Contact centre performance Added by editors on 1 January 2026',
    );
    expect(apart).toContain('4m 58s');
    expect(shown).not.toContain('IndicatorMetricsLinked');
  });

  it('has a commitment that says the same', async () => {
    const { measures, measuresSince } = await answers('/api/commitments/C22-02');
    expect(measures.every(({ metric, value }: Answer) => metric === undefined && value === null)).toBe(true);
    expect(measuresSince.map(({ metric }: Answer) => metric.name)).toContain('101 average answer time');
    const [above, apart] = (await page('/commitments/C22-02')).split('Added by editors after this date');
    expect(above).toContain('Contact centre performance On the scorecard By this date nobody had said');
    expect(above).toContain('Response times On the scorecard Nobody has said by which figures this is measured');
    expect(apart).toContain('Added by editors on 1 January 2026 Latest figure 4m 58s');
    expect((await example.get('/api/commitments/C22-02')).measuresSince).toEqual([]);
  });

  it('says of which part of a metric its headline is', async () => {
    const { items } = await answers('/api/metrics');
    const audit = items.find(({ name }: Answer) => name === 'Crime recording compliance, audit by offence');
    expect(audit).toMatchObject({ last: { display: '93%' }, otherFigures: 1 });
    expect(await page(`/metrics/${audit.id}`)).toContain(
      'The latest figure is 93% (residential burglary), for May 2022. One more figure of the same period is for another area or part.',
    );
    expect(await page('/metrics?words=audit')).toContain('93% (residential burglary)');
  });

  it('claims no period for figures that have none, and counts figures of another one nowhere', async () => {
    const { items } = await example.get('/api/metrics?asReportedOn=2022-08-04&limit=1000');
    const named = (name: string) => items.find((one: Answer) => one.name === name);
    expect(await page(`/metrics/${named('Speak Out to Save a Life: impressions').id}`)).toContain(
      'for which period is not stated. One more figure in the same paper, its period not stated either, is for another area or part.',
    );
    const name = 'Crime recording compliance, HMICFRS estimate';
    const { priorities } = await example.get('/api/plans/PLAN-2022/scorecard');
    const { measuresSince } = await answers('/api/plans/PLAN-2022/scorecard');
    const lines = priorities.flatMap(({ lines }: Answer) => lines);
    const shown = [...lines, ...measuresSince].filter(({ metric }: Answer) => metric?.name === name);
    expect([...shown, named(name)].map(({ otherFigures }: Answer) => otherFigures)).toEqual([0, 0, 0]);
  });

  it('has every milestone under one of its headings', async () => {
    const shown = await page('/milestones');
    const counts = [...shown.matchAll(/(All|Overdue|Still ahead|Last day past|Without a date|Ended) \((\d+)\)/g)];
    const [all, ...others] = counts.map(([, , count]) => Number(count));
    expect(others).toHaveLength(5);
    expect(others.reduce((sum, count) => sum + count, 0)).toBe(all);
    expect(await page('/milestones?show=lastDayPast')).toContain('Last day was 31 January 2022');
  });
});
