import { type Answer, type LoadedService, startExample } from './example-service.js';

/** The reports of August 2022 as their papers set them: four columns, a row for each theme. */
describe('what the published reports of the example show', () => {
  let service: LoadedService;
  const content = (report: string, query = ''): Promise<Answer> =>
    service.get(`/api/reports/REPORT-${report}/content${query}`);

  beforeAll(async () => {
    service = await startExample();
  });
  afterAll(() => service?.close());

  test('has the columns of its template, with the date of the report', async () => {
    expect((await content('2022-08-04-P1')).columns).toEqual([
      { heading: 'You asked us', content: 'theme', member: 'theme' },
      { heading: 'Key outcomes by the end of the plan', content: 'wordings', member: 'commitments' },
      { heading: 'Progress update for Panel report 4 August 2022', content: 'updates', member: 'updates' },
      { heading: 'How is this being delivered', content: 'delivery', member: 'delivery' },
    ]);
    const [first] = (await content('2019-09-23')).columns; // that paper follows no template
    expect(first).toEqual({ heading: 'Part of the plan', content: 'theme', member: 'theme' });
  });

  test('has a row for each theme, in the order of the plan, and says where there is no update', async () => {
    const { rows } = await content('2022-08-04-P1');
    const printed = rows.map(({ theme, commitments, updates }: Answer) => [
      ...[theme.printedNumber.display, commitments.map(({ printedNumber }: Answer) => printedNumber.display).join(' ')],
      updates.map(({ blocks }: Answer) => blocks.length).join(' '),
    ]);
    expect(printed).toEqual([
      ['1', '1 2 3 4 5', '4'],
      ['2', '6 7', '3'],
      ['3', '8 9 10 11 12 13 14 15 16', '15'],
      ['4', '17', '5'],
      ['5', '18 19 20 21 22', '7'],
      ['6', '23 24 25 26 27', '10'],
      ['7', '28 (inferred) 29 (inferred)', '4'],
      ['8', '', '5'],
    ]);
    const silent = rows.flatMap(({ commitments }: Answer) => commitments.filter(({ noUpdate }: Answer) => noUpdate));
    expect(
      silent.map(({ printedNumber, noUpdate }: Answer) => [printedNumber.display, noUpdate.label, noUpdate.reason]),
    ).toEqual([
      ['15', 'No update', undefined],
      ['16', 'No update', undefined],
      [
        '22',
        'No update',
        'The row prints this promise; its paragraphs are on exploitation, multiple disadvantage, fraud and hate crime.',
      ],
    ]);
    const found = rows.flatMap(({ theme, coverage }: Answer) =>
      coverage.map(({ rule }: Answer) => `${theme.printedNumber.display}: ${rule}`),
    );
    expect(found).toEqual([
      ...['3: noRow', '3: noRow', '5: rowWithoutUpdate', '7: inferredNumber', '7: inferredNumber'],
      '8: rowWithoutCommitment',
    ]);
  });

  test('shows who delivers, what was promised and on what it rests, in the words of its day', async () => {
    const { rows, sources, milestones, delivery, ...shown } = await content('2022-08-04-P2');
    expect(rows.every((row: Answer) => row.delivery.length > 0 && row.milestones.length > 0)).toBe(true);
    expect([milestones, delivery]).toEqual([[], []]);
    const [{ wording, statuses }] = rows[0].commitments;
    expect(wording.from.reportedOn <= '2022-08-04').toBe(true);
    expect(statuses.map(({ label }: Answer) => label)).toEqual(expect.arrayContaining(['Not stated in the source']));
    expect(rows[0].theme.counts).toEqual([]); // nothing is counted where no status is stated
    expect(sources.map(({ document }: Answer) => document.externalIds[0])).toContain('S-2022-08-04-P2');
    expect(shown).toMatchObject({
      ...{ basis: 'rebuilt', basisLabel: 'Rebuilt from the paper', pinnedDay: '2022-08-04' },
      ...{ template: { id: 'panel-four-column', version: 1 }, meeting: { name: expect.stringContaining('Panel') } },
      fingerprint: { of: 'paper', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  test('is the same whenever it is asked for', async () => {
    const { view: _, ...today } = await content('2022-08-04-P1');
    const { view: __, ...then } = await content('2022-08-04-P1', '?asReportedOn=2022-08-04');
    expect(then).toEqual(today);
  });
});
