import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { AccessService } from '../../src/access/access.service.js';
import { dayIn } from '../../src/ledger/dates.js';
import { uuidV7At } from '../../src/ledger/ids.js';
import { type Answer, type LoadedService, startLoaded } from '../acceptance/example-service.js';
import { paperBytes } from '../example/papers.js';
import { type Extraction, extractionAtHand, readExtraction } from './extraction.js';
import { commandsOf, type Load, loadOf } from './load-lines.js';
import { lastDayOf, readPapers } from './loader/papers.js';

const withExtraction = extractionAtHand ? describe : describe.skip;

/** Loading takes some seconds by itself; more where other tests run beside it. In milliseconds. */
const LOADING = 180_000;

const JUNE = 'asReportedOn=2022-06-07';
const AUGUST = 'asReportedOn=2022-08-04';

/**
 * Anomalies of the papers, by the numbers under which the description of the extraction lists them. The service keeps
 * the papers, so it has found every quote of the load in them.
 */
withExtraction('the extraction in a ledger', () => {
  let extraction: Extraction;
  let load: Load;
  let service: LoadedService;

  const get = (address: string): Promise<Answer> => service.get(address);
  const list = async (address: string): Promise<Answer[]> => {
    const { items, next } = await get(`${address}${address.includes('?') ? '&' : '?'}limit=1000`);
    expect(next).toBeNull();
    return items;
  };
  /** The entries as sealed, in the order of the ledger. */
  const entries = async (): Promise<Answer[]> => {
    const all: Answer[] = [];
    for (let address: string | null = '/api/entries?limit=1000'; address; ) {
      const page: Answer = await get(address);
      all.push(...page.items.map(({ entry }: Answer) => entry));
      address = page.next;
    }
    return all;
  };
  const observations = async (figure: string): Promise<Answer[]> => {
    const { metricId } = load.figures.lineOf(figure).fields;
    return list(`/api/metrics/${metricId}/observations?${AUGUST}`);
  };

  beforeAll(async () => {
    extraction = readExtraction();
    load = loadOf(extraction);
    const folder = mkdtempSync(join(tmpdir(), 'extraction-'));
    const file = join(folder, 'extraction.jsonl');
    writeFileSync(
      file,
      commandsOf(load.lines)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    );
    const papers = readPapers().map(({ file: name, sha256 }) => ({ sha256, bytes: paperBytes(name) }));
    service = await startLoaded(file, papers);
    rmSync(folder, { recursive: true });
  }, LOADING);
  afterAll(() => service?.close());

  test('1: numbers missing, shared, split over two and cut off stay as printed', async () => {
    const counts = await get(`/api/plans/plan-2022/counts?${AUGUST}`);
    expect(counts).toMatchObject({ commitments: 87, numbered: 85, missingNumbers: [28, 29] });
    expect(counts.inferredNumbers.map(({ externalIds }: Answer) => externalIds[0])).toEqual(['C22-28', 'C22-29']);
    expect(counts.sharedWords).toHaveLength(1);
    expect(counts.sharedWords[0].commitments.map(({ externalIds }: Answer) => externalIds[0])).toEqual([
      'C22-06',
      'C22-30',
    ]);
    const damaged = await Promise.all(
      ['C22-16', 'C22-80', 'C22-81'].map((id) => get(`/api/commitments/${id}?${AUGUST}`)),
    );
    for (const { wording } of damaged) expect(wording.damaged).toEqual(expect.any(String));
    const { duplicates } = await get('/api/commitments/C22-30/lineage');
    expect(duplicates).toMatchObject([{ type: 'duplicateOf', basis: 'judgement' }]);
  });

  test('2: a theme moves from one priority to another', async () => {
    const placed = async (view: string) => {
      const { children } = await get(`/api/plans/plan-2022?${view}`);
      const under = children.filter((priority: Answer) =>
        priority.children.some(({ title }: Answer) => /mental health services/.test(title)),
      );
      return under.map(({ printedNumber }: Answer) => printedNumber.value);
    };
    expect(await placed(JUNE)).toEqual(['2']);
    expect(await placed(AUGUST)).toEqual(['1']);
    // Which promises of one cell belong to which of its themes is taken from August, and noted on the paper of June.
    const { gaps } = (await list('/api/sources')).find(({ externalIds }) => externalIds.includes('S-2022-06-07'));
    expect(gaps.filter(({ what }: Answer) => /three themes|are in one cell/.test(what))).toHaveLength(1);
    const under = await Promise.all([30, 33, 34, 36].map((n) => get(`/api/commitments/C22-${n}?${JUNE}`)));
    const themes = under.map(({ path }) => path.at(-1).name);
    expect([themes[0] === themes[1], themes[1] === themes[2], themes[2] === themes[3]]).toEqual([true, false, true]);
  });

  test('3: counts that the paper states stand beside what is counted', async () => {
    const { stated } = await get('/api/plans/plan-2018/counts?asReportedOn=2019-09-23');
    // What is counted holds the one promise that the report of 2019 alone prints.
    expect(stated.map(({ stated: said, counted }: Answer) => [said, counted])).toEqual([
      [34, 32],
      [11, 11],
    ]);
    const { commitments } = await get('/api/plans/plan-2018/counts?asReportedOn=2018-03-31');
    expect(commitments).toBe(31);
  });

  test('4: a description of 2018 is a promise of 2019', async () => {
    const { before, addedByEditors } = await get('/api/commitments/R19-10/lineage');
    expect(before).toMatchObject([
      { type: 'promotedFromNarrative', from: [], basis: 'judgement', passage: { line: 157 } },
    ]);
    expect(addedByEditors).toEqual([]);
  });

  test('5: commitments without a row and a row without a commitment are told', async () => {
    const { withoutRow } = await get(`/api/plans/plan-2022/counts?${AUGUST}`);
    const absent = extraction.commitments2022.commitments.filter(({ august_2022 }) => !august_2022);
    expect(withoutRow.map(({ externalIds }: Answer) => externalIds[0]).sort()).toEqual(absent.map(({ id }) => id));
    const { children } = await get(`/api/plans/plan-2022?${AUGUST}`);
    const empty = children[0].children.filter(({ commitments }: Answer) => commitments.length === 0);
    expect(empty.map(({ title }: Answer) => title)).toEqual(['Governance and Accountability']);
    const { findings } = await get('/api/reports/REPORT-2022-08-04-P1/coverage');
    const found = (rule: string) =>
      findings.filter((finding: Answer) => finding.rule === rule).map(({ what }: Answer) => what.name);
    expect(found('noRow')).toEqual(['C22-15', 'C22-16']);
    expect(found('rowWithoutCommitment')).toEqual(['Governance and Accountability']);
    expect(found('inferredNumber')).toEqual(['C22-28', 'C22-29']);
    expect(found('priorityNotReported')).toEqual(['Strengthening Communities and Places']);
  });

  test('6: an update is about its theme and the commitments that its row prints, with every paragraph', async () => {
    const updates = await list(`/api/updates?plan=plan-2022&${AUGUST}`);
    const sizes = updates.map(({ targets, blocks }) => [targets.length, blocks.length]);
    const { rows } = extraction.progress2022;
    const expected = rows.map(({ key_outcomes, progress }) => {
      const numbered = key_outcomes.filter(({ commitment_2022 }) => commitment_2022 !== null);
      return [1 + numbered.length, progress.length];
    });
    const inOrder = (pairs: number[][]) => pairs.map(String).sort();
    expect(inOrder(sizes)).toEqual(inOrder(expected));
    expect(Math.max(...sizes.map(([, blocks]) => blocks!))).toBe(32);
  });

  test('7: damaged text stands as printed, with what the editors take it to be beside it', async () => {
    const { rows } = extraction.progress2022;
    const updates = await list(`/api/updates?plan=plan-2022&${AUGUST}`);
    const damaged = updates.flatMap(({ blocks }) => blocks.filter((block: Answer) => block.damaged));
    const expected = rows.flatMap(({ progress }) => progress.filter((item) => item.damaged));
    expect(damaged.map(({ text }: Answer) => text).sort()).toEqual(expected.map(({ text }) => text).sort());
    for (const words of ['aken place', 'multi-million-bound', 'CA3'])
      expect(damaged.filter(({ text }: Answer) => text.includes(words))).toHaveLength(1);
    // In the column of delivery, which is about a theme.
    expect(await list(`/api/search?q=Disposat&${AUGUST}`)).toHaveLength(1);
    const views = await observations('M032');
    expect(views).toContainEqual(expect.objectContaining({ printed: '4,49', value: null, qualifier: 'damaged' }));
  });

  test('8: one meeting told of in two tenses is two updates and a contradiction', async () => {
    const words = (text: string) => list(`/api/updates?plan=plan-2022&${AUGUST}&words=${text}`);
    const told = [...(await words('will+drill+down')), ...(await words('held+Rape+Round+Table'))];
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
    // July in the future tense, in a paper of August.
    expect(await words('Throughout+July+2022+there+will+be')).toHaveLength(1);
    const conflicts = await list('/api/conflicts?plan=plan-2022');
    const [tenses] = conflicts.filter(({ a, b }) => a.says.text && b.says.text);
    expect(tenses.state).toBe('open');
    expect([tenses.a.says.text, tenses.b.says.text]).toEqual([
      expect.stringContaining('will drill down'),
      expect.stringContaining('held a Rape'),
    ]);
    // The promises of the two rows are disputed since the contradiction was noted, and not before.
    const rows = extraction.progress2022.rows.filter(({ id }) => /P1\/R4$|P2\/R1$/.test(id));
    const promises = rows.flatMap(({ key_outcomes }) => key_outcomes.map((each) => `C22-${each.commitment_2022}`));
    const disputed = async (view: string) =>
      (await list(`/api/commitments?plan=plan-2022${view}`))
        .filter(({ labels }) => labels.includes('Disputed'))
        .map(({ externalIds }) => externalIds[0]);
    expect(await disputed('')).toEqual(promises);
    expect(await disputed(`&${AUGUST}`)).toEqual([]);
  });

  test('9: figures that disagree are all kept, with the mark as their reason', async () => {
    const flagged = extraction.figures.metrics.filter(({ flag, unit }) => flag && unit !== 'direction');
    expect(flagged).toHaveLength(7);
    for (const { id, flag } of flagged) {
      const reasons = (await observations(id)).map(({ from }) => from.reason ?? '');
      expect(reasons.some((reason: string) => reason.includes(flag!))).toBe(true);
    }
    const conflicts = await list('/api/conflicts?plan=plan-2022');
    const figures = conflicts.filter(({ a }) => a.kind === 'MetricSubmitted');
    expect(figures.map(({ a, b }) => [a.says.value, b.says.value]).sort()).toEqual([
      ['100', '83'],
      ['30877', '22'],
      ['32', '15'],
    ]);
  });

  test('10: values keep their digits, whatever their shape', async () => {
    const { metrics } = extraction.figures;
    const values = metrics.filter(({ kind, unit }) => kind !== 'target' && unit !== 'direction');
    const wanted = values.map(({ value, unit, out_of }) => {
      if (value === null) return null;
      if (Array.isArray(value)) return { low: String(value[0]), high: String(value[1]) };
      return unit === 'rank' ? { n: value, ...(out_of ? { of: out_of } : {}) } : String(value);
    });
    const ids = [...new Set(values.map(({ id }) => load.figures.lineOf(id).fields.metricId as string))];
    const held = (await Promise.all(ids.map((id) => list(`/api/metrics/${id}/observations?${AUGUST}`)))).flat();
    const sorted = (all: unknown[]) => all.map((value) => JSON.stringify(value)).sort();
    expect(sorted(held.map(({ value }) => value))).toEqual(sorted(wanted));
    for (const { value, reasonIfMissing } of held) expect(value === null).toBe(typeof reasonIfMissing === 'string');
  });

  test('11: a unit that changes inside a series breaks it', async () => {
    const { metricId } = load.figures.lineOf('M017').fields;
    const staff = await get(`/api/metrics/${metricId}/observations?${AUGUST}`);
    expect(staff.metric).toMatchObject({
      definition: { unit: 'FTE', definitionVersion: 2 },
      breaks: [{ at: '2021-10-01' }],
    });
    const { travel } = await get(`/api/metrics/${metricId}?${AUGUST}`);
    expect(travel).toEqual([]); // the later figure has no exact period
  });

  test('12: every way of stating a period is accepted, and one that is not stated is none', async () => {
    const figures = (await entries()).filter(({ type }) => type === 'MetricSubmitted');
    const submitted = extraction.figures.metrics.filter(({ kind, unit }) => kind !== 'target' && unit !== 'direction');
    const stated = submitted.filter(({ period }) => period.type !== 'text').length;
    const periods = figures.map(({ effective }) => effective);
    expect(periods.filter((effective) => effective)).toHaveLength(stated);
    expect(periods.filter((effective) => !effective)).toHaveLength(submitted.length - stated);
    const [thirteenMonths] = await observations('M021');
    expect(thirteenMonths.period).toEqual({ from: '2021-05-01', to: '2022-06-01' });
  });

  test('13: a figure has one area, several, or one that is only named', async () => {
    const areas = async (figure: string) => {
      const [line] = extraction.figures.metrics.filter(({ id }) => id === figure);
      const own = (await observations(figure)).find(({ value }) => value === String(line!.value));
      return own.areas.map(({ code, name }: Answer) => (code ? name : `${name}, no code`));
    };
    expect(await areas('M038')).toEqual(['Manchester', 'Bolton', 'Salford']);
    expect(await areas('M111')).toEqual(['each of the ten districts, no code']);
    expect(await areas('M034')).toEqual(['Rusholme and Moss Side, no code']);
  });

  test('14: a report dated by a month counts from its last day', async () => {
    const { reported_on } = extraction.figures.metrics.find(({ id }) => id === 'M141')!;
    expect(lastDayOf(reported_on)).toBe('2018-03-31');
    const [figure] = await observations('M141');
    expect(figure.from.reportedOn).toBe('2018-03-31');
    const [draft] = (await list('/api/sources')).filter(({ externalIds }) => externalIds.includes('S-2018-PLAN'));
    expect(draft.dated.precision).toBe('none');
  });

  test('15: due dates are as exact as printed, and a promise may have none', async () => {
    const milestones = await list(`/api/milestones?${AUGUST}`);
    const dated = milestones.filter(({ due }) => due);
    expect(dated).toHaveLength(extraction.dates.calendar.length);
    const exact: Record<string, number> = {};
    for (const { due } of dated) exact[due.precision] = (exact[due.precision] ?? 0) + 1;
    expect(exact).toEqual({ day: 4, month: 16 + 4 + 1, season: 1, financialYear: 4, periodEnd: 12, year: 1 });
    const read = dated.map(({ due }) => due.basis).filter((basis) => basis !== 'printed');
    expect(read.sort()).toEqual([...Array(4).fill('readFromPlanLaunch'), 'readFromReport']);
    expect(dated.find(({ due }) => due.precision === 'season').due).toMatchObject({
      from: '2022-09-01',
      to: '2022-12-01',
    });
    const undated = milestones.filter(({ due, state, from }) => !due && state === 'open' && from);
    const others = 17 + 7 + 3; // work to do, other undertakings, rules of reporting
    expect(undated).toHaveLength(extraction.dates.undated_promises.length + others);
    const decisions = await list(`/api/decisions?${AUGUST}`);
    const { text, from } = decisions.find((decision) => /STRIVE contract/.test(decision.text));
    expect([text, from.reason]).toEqual(['STRIVE contract for 3 years', '3 years; start not stated']);
  });

  test('16: what was past when it was reported is loaded as it is', async () => {
    const overdue = await list(`/api/milestones?${AUGUST}&overdueOn=2022-08-04`);
    // Money that runs out is nobody's promise: it has ended and is not overdue.
    const past = extraction.dates.items.filter(
      ({ type, overdue_after }) => type !== 'funding end' && overdue_after && overdue_after < '2022-08-04',
    );
    expect(overdue.map(({ what }) => what).sort()).toEqual(past.map(({ what }) => what).sort());
    const ended = await list(`/api/milestones?${AUGUST}&kind=fundingEnd`);
    expect(ended).toMatchObject([{ due: { to: '2022-04-01' }, overdue: false, state: 'open' }]);
  });

  test('17: paragraphs keep their order, whatever their numbers', async () => {
    const updates = await list('/api/updates?plan=plan-2018&asReportedOn=2019-09-23');
    const blocks = updates.flatMap(({ blocks: all }) => all).map(({ blockId }) => blockId);
    expect(blocks).toEqual(expect.arrayContaining(['2.3.1', '2.3.3', 'unnumbered-4', '(ix)', '(x)']));
    expect(blocks).not.toContain('2.3.2');
    const services = extraction.progress2019.sections.find(({ section }) => section === '2.4')!;
    const ids = services.paragraphs.map(({ id }) => id.split('/').at(-1));
    expect(blocks.filter((id: string) => ids.includes(id))).toEqual(ids);
  });

  test('18: a date that may be a misprint stands, with the doubt', async () => {
    const milestones = await list(`/api/milestones?${AUGUST}&dueFrom=2021-01-01&dueTo=2021-02-01`);
    expect(milestones).toHaveLength(1);
    expect(milestones[0].due).toMatchObject({ from: '2021-01-01', to: '2021-02-01', precision: 'month' });
    const { gaps } = (await list('/api/sources')).find(({ externalIds }) => externalIds.includes('S-2019-09-23'));
    expect(gaps.some(({ what }: Answer) => /January 2020/.test(what))).toBe(true);
  });

  test('19: nobody has recorded what became of a recommendation', async () => {
    const asked = await list('/api/recommendations');
    expect(asked.map(({ answer, outcome }) => [answer, outcome])).toEqual(
      Array(3).fill([null, 'Outcome not recorded']),
    );
    const outside = await list('/api/external-recommendations');
    expect(outside.map(({ state, addressedTo }) => [state, addressedTo[0].name])).toEqual([['open', 'GMP']]);
  });

  test('20: bodies keep all their names, none is merged and no initials are spelled out', async () => {
    const bodies = await list('/api/bodies');
    expect(bodies).toHaveLength(extraction.bodies.count);
    const names = bodies.flatMap(({ name, aliases }) => [name, ...aliases.map((alias: Answer) => alias.name)]);
    const printed = extraction.bodies.bodies.flatMap(({ name, as_written }) => [name, ...as_written]);
    expect(new Set(names)).toEqual(new Set(printed));
    const becoming = load.bodies.variations().map(({ becomes }) => becomes);
    expect(becoming).toHaveLength(12);
    expect(becoming.filter((what) => what === 'possiblySame')).toHaveLength(4);
    const { never_expanded_in_sources: initials } = extraction.bodies.abbreviations;
    for (const each of initials)
      expect(
        names.filter((name: string) => new RegExp(`\\w \\(${each}\\)`).test(name) && !printed.includes(name)),
      ).toEqual([]);
  });

  test('21: the panel is one body under the names of its papers', async () => {
    const names = async (view: string) => {
      const [panel] = (await list(`/api/bodies?${view}`)).filter(({ name, aliases }) =>
        [name, ...aliases.map((alias: Answer) => alias.name)].includes('Police and Crime Panel'),
      );
      return [panel.name, ...panel.aliases.map((alias: Answer) => alias.name)];
    };
    expect(await names('asReportedOn=2019-09-23')).toEqual(['Police and Crime Panel']);
    expect(await names(AUGUST)).toEqual(
      expect.arrayContaining(['Police and Crime Panel', 'Police, Fire and Crime Panel']),
    );
  });

  test('22: no officer is named in an entry or an answer', async () => {
    const answers = await Promise.all([
      ...['updates', 'milestones', 'meetings', 'bodies', 'sources', 'decisions'].map((of) => list(`/api/${of}`)),
      get(`/api/plans/plan-2022?${AUGUST}`),
      get('/api/plans/plan-2018?asReportedOn=2019-09-23'),
    ]);
    const text = JSON.stringify([answers, await entries()]);
    expect(load.people.names.filter((name) => new RegExp(`\\b${name}\\b`).test(text))).toHaveLength(0);
    const found = await Promise.all(load.people.names.map((name) => get(`/api/search?q=${encodeURIComponent(name)}`)));
    expect(found.map(({ total }) => total)).toEqual(load.people.names.map(() => 0));
    const [{ people }] = await list(`/api/updates?plan=plan-2022&${AUGUST}&words=Crime+and+Vulnerability+Board`);
    expect(people).toEqual([{ token: '{person:1}', role: 'Assistant Chief Constable, GMP' }]);
  });

  test('23: what is missing from a paper is noted on it', async () => {
    const sources = await list('/api/sources');
    const gaps = sources.flatMap((source) => source.gaps);
    expect(gaps).toHaveLength(load.lines.filter(({ command }) => command === 'note-source-gap').length);
    const june = sources.find(({ externalIds }) => externalIds.includes('S-2022-06-07'));
    const [appendix] = june.gaps.filter(({ what }: Answer) => what === extraction.scorecard.appendix_2.note);
    expect(appendix).toBeDefined();
    const [programme] = await list('/api/work-programme');
    expect(programme).toMatchObject({ contentsHeld: false, items: [] });
    expect(programme.notStated).toEqual(['The papers held do not say what is in it']);
  });

  test('every dated fact of the report of 2019 is cited by the update of its section, with its words', async () => {
    let cited = 0;
    for (const { section, source, dated_facts } of extraction.progress2019.sections) {
      const { from } = await get(`/api/updates/2019-09-23.${section}`);
      const passages = from.citations.map(({ document, line, quote }: Answer) => [document.externalIds, line, quote]);
      const facts = dated_facts.map((fact) => fact.source);
      expect(passages).toEqual([source, ...facts].map(({ line, quote }) => [['S-2019-09-23'], line, quote]));
      cited += facts.length;
    }
    expect(cited).toBe(36);
  });

  test('11, later: no figure is compared with one on the other side of a break', async () => {
    const { metricId } = load.figures.lineOf('M017').fields;
    const [{ areas }] = await list(`/api/metrics/${metricId}/observations?${AUGUST}`);
    // The figure is made up: the papers give no second one with an exact period.
    const access = service.app.get(AccessService);
    const { token } = await access.createToken({ name: 'Data team', roles: ['data-owner'] });
    const today = dayIn('Europe/London', new Date());
    const { status, body } = await request(service.url)
      .post('/api/commands/submit-metric')
      .set('Authorization', `Bearer ${token}`)
      .send({
        ...{ id: uuidV7At(Date.now(), 'a later figure'), metricId, reportedOn: today, definitionVersion: 2 },
        ...{ effective: { from: '2022-05-01', to: '2022-06-01' }, areas },
        ...{ value: '9', qualifier: 'exact', source: { url: 'https://papers.example/later.pdf' } },
      });
    expect([status, body.errors]).toEqual([200, undefined]);
    await request(service.url).get('/api/plans').set('Ledger-After', body.eventIds[0]).expect(200);
    const later = await get(`/api/metrics/${metricId}`);
    expect(later.travel.map(({ label }: Answer) => label)).toContain(
      'Not comparable with the same period last year: the series breaks in between',
    );
  });
});
