import request from 'supertest';
import { type Answer, type LoadedService, startExample } from './example-service.js';

/** Some seconds by itself; more where other tests run beside it. In milliseconds. */
const LOADING = 180_000;

describe('what is said where nothing was reported', () => {
  let example: LoadedService;
  const report = (name: string) => `/reports/REPORT-${name}`;

  beforeAll(async () => {
    example = await startExample();
  }, LOADING);
  afterAll(() => example?.close());

  /** The words of a page, without its marks; each link by its address after them. */
  const wordsOf = async (address: string): Promise<string> => {
    const { status, text } = await request(example.url).get(address).redirects(1);
    expect([address, status]).toEqual([address, 200]);
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
    return main
      .replaceAll(/<a [^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g, '$2 ($1)')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll('&amp;', '&')
      .replaceAll(/\s+/g, ' ');
  };

  test('which commitments got no update has one answer: 40 without a row, and one in a row that says nothing of it', async () => {
    const { withoutUpdate, withoutRow, byScope } = await example.get('/api/plans/PLAN-2022/counts');
    const names = (all: Answer[]) => all.map(({ externalIds }) => externalIds[0]).sort();
    const listed = await example.get('/api/commitments?plan=PLAN-2022&noUpdate=true&limit=1000');
    expect(names(withoutUpdate)).toEqual(names(listed.items));
    expect(names(withoutUpdate)).toEqual([...names(withoutRow), 'C22-22'].sort());
    expect([withoutUpdate.length, withoutRow.length]).toEqual([41, 40]);
    const found = await example.get('/api/reports/REPORT-2022-08-04-P1/coverage');
    const { noRow, rowWithoutUpdate } = found.counts;
    expect(byScope[0].reportedOn).toBe(found.commitments - noRow - rowWithoutUpdate);

    expect(await wordsOf('/')).toContain('41 without an update');
    expect(await wordsOf('/plans/PLAN-2022')).toContain('41 commitments have had no update. 1 of them stands in a row');
    const list = await wordsOf('/plans/PLAN-2022/commitments?noUpdate=true');
    expect(list).toMatch(/\) 41 commitments Commitments Number/);
    expect(list).toContain('No update: its row of 4 August 2022 says nothing about it');
  });

  test('the page of the commitment and its history say why', async () => {
    const why =
      'The row prints this promise; its paragraphs are on exploitation, multiple disadvantage, fraud and hate crime.';
    const page = await wordsOf('/commitments/C22-22');
    expect(page).toMatch(
      /Not by itself\. About the part of the plan it sits in: 4 August 2022 Read the update \(#updates\) Its row in the report of 4 August 2022 says nothing about it\. /,
    );
    expect(page.split(why)).toHaveLength(2); // the reason is given once, at the update
    expect(page).toContain(`Its row in the report of 4 August 2022 says nothing about it: ${why}`);
    expect(await wordsOf('/commitments/C22-21')).not.toContain('says nothing about it');
    expect(await wordsOf('/commitments/C22-22/history')).toContain(`Reason: ${why}`);
  });

  test('a report that was rebuilt shows what the paper does not print as that', async () => {
    for (const page of ['', '/table']) {
      const words = await wordsOf(`${report('2022-08-04-P1')}${page}`);
      const [missing, silent] = ['Not in the paper’s row (in the plan as reported on 7 June 2022)', /\bNo update\b/g];
      expect([page, words.split(missing).length - 1, words.match(silent)?.length]).toEqual([page, 2, 1]);
    }
    expect(await wordsOf(report('2022-08-04-P1'))).toContain(
      'It says nothing about 3 of them. 2 of these stand in no row of the paper, but in the plan of its day.',
    );
  });

  test('nothing was reported since the last papers: that is said first, and what editors added comes last', async () => {
    const words = await wordsOf('/changes');
    expect(words).toContain(
      'Nothing was reported about promises, figures or decisions after 4 August 2022. 83 statements were added by the ledger’s editors.',
    );
    expect(words).toContain('Added by the editors (83)');
    expect(await wordsOf('/changes?plan=PLAN-2022')).toContain(
      'Nothing was reported about the promises of this plan, its figures or decisions on it after 4 August 2022.',
    );
    expect(words.indexOf('Without a word')).toBeLessThan(words.indexOf('Added by the editors'));
    expect(words).not.toContain('Other statements');
    const { items } = await example.get('/api/changes?limit=1000');
    const kinds = [...new Set(items.map(({ kind }: Answer) => kind))];
    expect(kinds).toEqual(['silent', 'scheme', 'editors']);
    const schemes = await wordsOf('/changes?kind=scheme');
    expect(schemes).toContain('Set for this ledger on 1 January 2026');
    expect(schemes).not.toContain('Stated by the editors');
    const added = await wordsOf('/changes?kind=editors');
    expect(added).toContain('Stated by the editors on 1 January 2026');
    expect(added).not.toContain('Reported 1 January 2026');
    expect(await wordsOf('/plans/PLAN-2022/replay')).not.toContain('1 January 2026');
  });

  test('a link tells the promises that were followed from those that follow with it', async () => {
    const { items } = await example.get('/api/changes?kind=editors&limit=1000');
    const link = items.find(({ object, facet }: Answer) => object.name === 'C22-66' && facet.startsWith('lineage/'));
    const names = (all: Answer[]) => all.map(({ name }) => name);
    expect([link.end, names(link.others), names(link.together)]).toEqual([
      ...['newer', ['C18-G-02'], ['C22-67', 'C22-71']],
    ]);
    const words = await wordsOf('/changes?kind=editors');
    expect(words).toMatch(/Takes the place of C18-G-02 .{1,400} Together with C22-67 /);
  });

  test('a report is compared with what is known now as far as it covers its plan', async () => {
    const { summary, items } = await example.get('/api/reports/REPORT-2022-08-04-P1/now?limit=1000');
    expect(summary.silent).toBe(29);
    const silent = items.filter(({ kind }: Answer) => kind === 'silent').map(({ object }: Answer) => object.name);
    expect([silent[0], silent.at(-1)]).toEqual(['C22-01', 'C22-29']);
    // That the report itself was published is nothing that it shows otherwise; nor has anything else been published since.
    expect(items.filter(({ category }: Answer) => category === 'report')).toEqual([]);
    const every = await example.get('/api/changes?from=2022-08-03&asReportedOn=2022-08-04&limit=1000');
    expect(every.items.filter(({ category }: Answer) => category === 'report').length).toBeGreaterThan(0);
    expect(await wordsOf(`${report('2022-08-04-P1')}/now`)).toContain(
      'Nothing has been reported since about 29 commitments of this report.',
    );
  });

  test('editors’ statements beside a report are as many as stand below', async () => {
    for (const name of ['2019-09-23', '2022-08-04-P1', '2022-08-04-P2']) {
      const words = await wordsOf(`${report(name)}/now`);
      const [, said] = /(\d+) statements were added since by the ledger’s editors/.exec(words) ?? [];
      expect([name, words.includes(`Added by the editors (${said})`)]).toEqual([name, true]);
    }
  });

  test('where there is no report before, the day of the first promises is offered', async () => {
    const changes = await wordsOf('/at/2022-08-04/changes?plan=PLAN-2022');
    expect(changes).toContain('This ledger holds no report on this plan before 4 August 2022.');
    expect(changes).not.toContain('Nothing had been reported before');
    expect(changes).toMatch(
      /Compare with 7 June 2022, when its promises were first reported \(\/at\/2022-08-04\/changes\?from=2022-06-07&plan=PLAN-2022\)/,
    );
    expect(await wordsOf(`${report('2022-08-04-P1')}/changes`)).toMatch(
      /were first reported on 7 June 2022\. See what was reported from 7 June 2022 to 4 August 2022 \([^)]*from=2022-06-07/,
    );
    expect(await wordsOf('/')).not.toContain('What it changed');
  });
});
