import { createHash } from 'node:crypto';
import {
  type Block,
  bodies,
  citationsIn,
  commitments,
  conflicts,
  type Effective,
  eachString,
  everyFile,
  figures,
  lineage,
  meetings,
  milestones,
  type Party,
  plans,
  possiblySame,
  reports,
  roles,
  sources,
  suggestions,
  undertakings,
} from './facts.js';
import { extracted, maskNames, paperBytes, papersAtHand, plain, runsOf, wordsOf } from './papers.js';

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const updates = reports.flatMap((report) => report.updates);
const blocks = updates.flatMap((update) => update.blocks);
const deliveries = updates.flatMap((update) => update.delivery ?? []);
const nodes = plans.flatMap((plan) => plan.nodes);
const parties = new Set([...bodies, ...roles].map((party) => party.externalId));
const homes = new Set([...plans, ...nodes].map((home) => home.externalId));
const commitmentIds = new Set(commitments.map((commitment) => commitment.externalId));
const figureIds = [...figures.observations, ...figures.targets, ...figures.directions].map((figure) => figure.id);

function repeated(ids: string[]): string[] {
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}

function unknown(ids: Iterable<string | null | undefined>, known: Iterable<string>): string[] {
  const set = new Set(known);
  return [...ids].filter((id): id is string => typeof id === 'string' && !set.has(id));
}

function partiesOf(party: Party): string[] {
  return party.who ?? [];
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

describe('the facts hold together', () => {
  it('gives every object an id of its own', () => {
    const ids = [
      ...sources,
      ...plans,
      ...nodes,
      ...plans.flatMap((plan) => [
        ...plan.statedCounts,
        ...(plan.scorecard ?? []),
        ...(plan.outcomes ?? []),
        ...(plan.workToDo ?? []),
        ...(plan.tags ?? []),
        ...(plan.workStreams ?? []),
        ...(plan.reportingRules ?? []),
      ]),
      ...lineage,
      ...undertakings,
      ...bodies,
      ...roles,
      ...commitments,
      ...commitments.flatMap((commitment) => commitment.printedVariants ?? []),
      ...reports,
      ...updates,
      ...blocks,
      ...deliveries,
      ...conflicts,
      ...figures.metrics,
      ...figures.directions,
      ...figures.disagreements,
      ...figures.arithmetic,
      ...milestones,
      ...meetings.meetings,
      ...meetings.recommendations,
      ...meetings.decisions,
      ...meetings.workProgrammes,
    ].map((object) => object.externalId);
    expect(
      repeated([...ids, ...figures.observations.map(({ id }) => id), ...figures.targets.map(({ id }) => id)]),
    ).toEqual([]);
  });

  it('names only bodies and roles that it knows', () => {
    const named = [
      ...roles.map((role) => role.body),
      ...bodies.map((body) => body.partOf?.body),
      ...possiblySame.flatMap((pair) => pair.bodies),
      ...milestones.flatMap((milestone) => partiesOf(milestone.promisedBy)),
      ...meetings.decisions.flatMap((decision) => partiesOf(decision.decidedBy)),
      ...meetings.recommendations.flatMap((asked) => [...partiesOf(asked.madeBy), ...asked.addressedTo]),
      ...meetings.meetings.flatMap((meeting) => [...meeting.bodies, meeting.chair]),
      ...meetings.workProgrammes.flatMap((programme) => programme.owners),
      ...deliveries.map((delivery) => delivery.through),
    ];
    expect(unknown(named, parties)).toEqual([]);
  });

  it('refers only to plans, nodes, commitments, figures and meetings that it knows', () => {
    expect(
      unknown(
        commitments.map(({ home }) => home),
        homes,
      ),
    ).toEqual([]);
    expect(
      unknown(
        nodes.flatMap((node) => (node.places ?? []).map(({ parent }) => parent)),
        homes,
      ),
    ).toEqual([]);
    const anchors = [...homes, ...commitmentIds];
    expect(
      unknown(
        milestones.flatMap(({ attachedTo }) => attachedTo),
        anchors,
      ),
    ).toEqual([]);
    expect(
      unknown(
        [...meetings.decisions, ...meetings.recommendations].flatMap(({ concerns = [] }) => concerns),
        anchors,
      ),
    ).toEqual([]);
    expect(
      unknown(
        updates.flatMap(({ targets }) => targets),
        anchors,
      ),
    ).toEqual([]);
    expect(
      unknown(
        updates.flatMap((update) => update.commitmentsInRow ?? []),
        commitmentIds,
      ),
    ).toEqual([]);
    expect(
      unknown(
        suggestions.flatMap((suggestion) => suggestion.commitments),
        commitmentIds,
      ),
    ).toEqual([]);

    expect(
      unknown(
        lineage.flatMap(({ from, to }) => [...from, ...to]),
        commitmentIds,
      ),
    ).toEqual([]);
    const outcomes = plans.flatMap((plan) => plan.outcomes ?? []);
    expect(
      unknown(
        [...outcomes.map(({ scope }) => scope), ...undertakings.flatMap(({ attachedTo }) => attachedTo)],
        anchors,
      ),
    ).toEqual([]);

    const metricIds = figures.metrics.map((metric) => metric.externalId);
    const meant = plans.flatMap((plan) => (plan.scorecard ?? []).flatMap(({ metrics = [] }) => metrics));
    expect(unknown(meant, metricIds)).toEqual([]);
    const used = [...figures.observations, ...figures.targets, ...figures.directions].map(({ metric }) => metric);
    expect(unknown(used, metricIds)).toEqual([]);
    expect(unknown(metricIds, used)).toEqual([]);
    const compared = [...figures.disagreements, ...figures.arithmetic].flatMap((check) => check.figures);
    expect(unknown(compared, figureIds)).toEqual([]);
    const observed = figures.observations.map(({ id }) => id);
    for (const { between, figures: all } of figures.disagreements)
      expect([unknown(between, all), unknown(between, observed)]).toEqual([[], []]);

    const meetingIds = meetings.meetings.map((meeting) => meeting.externalId);
    expect(
      unknown(
        reports.map(({ meeting }) => meeting),
        meetingIds,
      ),
    ).toEqual([]);
    expect(
      unknown(
        meetings.decisions.map(({ occasion }) => occasion),
        meetingIds,
      ),
    ).toEqual([]);
    expect(
      unknown(
        meetings.recommendations.map(({ meeting }) => meeting),
        meetingIds,
      ),
    ).toEqual([]);
    const milestoneIds = milestones.map((milestone) => milestone.externalId);
    expect(
      unknown(
        meetings.decisions.map(({ setsMilestone }) => setsMilestone),
        milestoneIds,
      ),
    ).toEqual([]);
    const decisionIds = meetings.decisions.map((decision) => decision.externalId);
    expect(
      unknown(
        milestones.map(({ decision }) => decision),
        decisionIds,
      ),
    ).toEqual([]);
    expect(
      unknown(
        meetings.workProgrammes.map(({ decision }) => decision),
        decisionIds,
      ),
    ).toEqual([]);
    expect(
      unknown(
        conflicts.flatMap(({ a, b }) => [a, b]),
        blocks.map(({ externalId }) => externalId),
      ),
    ).toEqual([]);
    expect(
      unknown(
        meetings.meetings.map(({ conflict }) => conflict),
        conflicts.map(({ externalId }) => externalId),
      ),
    ).toEqual([]);
  });

  it('cites only sources that it lists, and reports on real days', () => {
    const sourceIds = sources.map((source) => source.externalId);
    for (const file of Object.values(everyFile())) {
      expect(
        unknown(
          citationsIn(file).map(({ source }) => source),
          sourceIds,
        ),
      ).toEqual([]);
      eachString(file, (text, key) => {
        if (key === 'reportedOn') expect(text).toMatch(ISO_DATE);
      });
    }
  });

  it('keeps the commitments as the papers number them', () => {
    const of = (prefix: string) => commitments.filter(({ externalId }) => externalId.startsWith(prefix));
    expect(of('C18-')).toHaveLength(31);
    expect(of('C18-G-').map(({ home }) => home)).toEqual(Array(9).fill('PLAN-2018'));
    expect(of('R19-').map(({ externalId }) => externalId)).toEqual(['R19-10']);
    const second = of('C22-');
    expect(second.map(({ printedNumber }) => printedNumber.value)).toEqual(
      Array.from({ length: 87 }, (_, at) => String(at + 1)),
    );
    const inferred = second.filter(({ printedNumber }) => printedNumber.basis === 'inferred');
    expect(inferred.map(({ externalId }) => externalId)).toEqual(['C22-28', 'C22-29']);
    expect(second.filter(({ damaged }) => damaged).map(({ externalId }) => externalId)).toEqual([
      'C22-16',
      'C22-80',
      'C22-81',
    ]);
    expect(commitments.every(({ standing }) => standing === 'paraphrase')).toBe(true);
    const texts = commitments.map(({ text }) => text);
    expect(repeated(texts)).toEqual([commitments.find(({ externalId }) => externalId === 'C22-06')?.text]);
    expect(second.find(({ externalId }) => externalId === 'C22-30')?.text).toBe(repeated(texts)[0]);
    expect(second.filter(({ noRow }) => noRow)).toHaveLength(40);
  });

  it('has twenty themes, seven, five and eight, one of them in two places', () => {
    const themes = nodes.filter((node) => node.level === 'theme' && node.inPlan);
    const last = themes.map((theme) => theme.places?.at(-1)?.parent);
    expect(['P22-1', 'P22-2', 'P22-3'].map((id) => last.filter((parent) => parent === id).length)).toEqual([7, 5, 8]);
    const moved = themes.filter((theme) => (theme.places ?? []).length > 1);
    expect(moved.map((theme) => theme.places?.map(({ parent }) => parent))).toEqual([['P22-2', 'P22-1']]);
  });

  it('links promises of the two plans by judgement alone', () => {
    const across = lineage.filter(({ type }) => type === 'replacedBy');
    expect(across).toHaveLength(24);
    expect(across.flatMap(({ to }) => to)).toHaveLength(45);
    expect(across.every(({ from }) => from.length === 1 && from[0]!.startsWith('C18-'))).toBe(true);
    expect(lineage.every(({ basis, reason }) => basis === 'judgement' && reason !== '')).toBe(true);
  });

  it('states the outcomes of the first plan by priority and in order', () => {
    const outcomes = plans.flatMap((plan) => plan.outcomes ?? []);
    const orders = (scope: string) => outcomes.filter((outcome) => outcome.scope === scope).map(({ order }) => order);
    expect(orders('PLAN-2018')).toEqual([1, 2, 3, 4, 5]);
    expect(['P18-1', 'P18-2', 'P18-3'].map((scope) => orders(scope).length)).toEqual([6, 7, 5]);
  });

  it('keeps stated counts beside the counted ones', () => {
    const counts = plans.flatMap((plan) => plan.statedCounts).map((count) => [count.value, count.countedInText]);
    expect(counts).toEqual([
      [34, 31],
      [11, 10],
    ]);
  });

  it('accounts for all 159 figures', () => {
    const expected = Array.from({ length: 159 }, (_, at) => `M${String(at + 1).padStart(3, '0')}`);
    expect([...new Set(figureIds)].sort()).toEqual(expected);
  });

  it('gives each observation a key of its own and a reason where there is no value', () => {
    const keys = figures.observations.map(({ metric, period, areas, breakdown, citation }) => {
      const when = period.effective ?? [citation.source, period.printed];
      return JSON.stringify([metric, when, areas.map(({ name }) => name), breakdown]);
    });
    expect(repeated(keys)).toEqual([]);
    for (const { value, reasonIfMissing, qualifier } of figures.observations) {
      expect(value === null).toBe(reasonIfMissing !== undefined);
      expect(value === null).toBe(['damaged', 'notAvailable', 'suppressed'].includes(qualifier));
      if (typeof value === 'string') expect(value).toMatch(/^\d+(\.\d+)?$/);
    }
  });

  it('keeps periods and due dates half-open and in order', () => {
    const periods: (Effective | null)[] = [
      ...figures.observations.map(({ period }) => period.effective),
      ...figures.targets.map(({ period }) => period),
      ...milestones.map(({ due }) => due),
    ];
    for (const period of periods) {
      if (period === null) continue;
      if ('at' in period) expect(period.at).toMatch(ISO_DATE);
      else {
        expect([period.from, period.to].every((day) => ISO_DATE.test(day))).toBe(true);
        expect(period.from < period.to).toBe(true);
      }
    }
  });

  it('has 43 dated and 37 undated promises and five events that were met', () => {
    expect(milestones.filter(({ due }) => due)).toHaveLength(43);
    expect(milestones.filter(({ due, state }) => !due && state === 'open')).toHaveLength(37);
    expect(milestones.filter(({ state }) => state === 'met')).toHaveLength(5);
    expect(milestones.filter(({ kind, due }) => kind === 'standing' && due)).toEqual([]);
  });

  it('holds each of the 118 promises, dates, decisions and recommendations', () => {
    const facts = [...milestones, ...meetings.decisions, ...meetings.recommendations];
    const held = new Set(facts.flatMap(({ externalId }) => /^D\d{3}/.exec(externalId)?.[0] ?? []));
    expect([...held].sort()).toEqual(Array.from({ length: 118 }, (_, at) => `D${String(at + 1).padStart(3, '0')}`));
  });

  it('reports nine sections and thirteen rows, and states no status', () => {
    expect(reports.map((report) => report.updates.length)).toEqual([9, 8, 5]);
    expect(updates.every(({ status }) => status === null)).toBe(true);
    expect(deliveries.every(({ through, words }) => through !== null || words !== undefined)).toBe(true);
  });

  it('has the four pillars of the Justice and Rehabilitation Executive and the rows that name it', () => {
    const pillars = bodies.filter(({ partOf }) => partOf?.body === 'B-JRE' && partOf.basis === 'printed');
    expect(pillars.map(({ externalId }) => externalId).sort()).toEqual([
      'B-JRE-VICTIM',
      'B-JRE-YOUTH',
      'B-LCJB',
      'B-OMPB',
    ]);
    const naming = updates.filter(
      (update) =>
        update.delivery?.some(({ through }) => through === 'B-JRE') ||
        update.blocks.some(({ text }) => text.includes('Justice and Rehabilitation Executive')),
    );
    expect(naming.map(({ externalId }) => externalId)).toEqual([
      '2022-08-04/P1/R3',
      '2022-08-04/P1/R4',
      '2022-08-04/P2/R1',
      '2022-08-04/P2/R3',
      '2022-08-04/P2/R4',
    ]);
  });
});

interface ExtractedMetric {
  id: string;
  value: null | number | [number, number];
  unit: string;
  kind: string;
  as_printed?: string;
  out_of?: number;
  reported_on: string;
  period: { type: string };
  source: { line: number; file: string };
}

interface ExtractedItem {
  id: string;
  type: string;
  due?: string | null;
  overdue_after?: string | null;
  by_whom_basis: string;
  source: { line: number; file: string };
}

interface ExtractedBody {
  name: string;
  as_written: string[];
}

interface ExtractedParagraph {
  id: string;
  lines: number[];
  items?: { line: number }[];
}

const withPapers = papersAtHand ? describe : describe.skip;
if (!papersAtHand)
  console.warn('The papers are not beside the repository (../shared/sources): not compared with them.');

withPapers('the facts agree with the papers', () => {
  const fileOf = new Map(sources.map((source) => [source.externalId, source.fileName]));
  const linesOf = new Map(
    papersAtHand
      ? sources.map(({ externalId, fileName }) => [
          externalId,
          paperBytes(fileName).toString('utf8').split('\n').map(plain),
        ])
      : [],
  );
  const lineText = (source: string, line: number) => linesOf.get(source)?.[line - 1] ?? '';

  it('has hash and size of the papers', () => {
    for (const source of sources) {
      const bytes = paperBytes(source.fileName);
      expect(bytes.length).toBe(source.sizeBytes);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(source.sha256);
    }
  });

  it('cites lines that exist and are not empty', () => {
    const empty = Object.values(everyFile())
      .flatMap(citationsIn)
      .flatMap(({ source, line, lines }) => [line, ...(lines ?? [])].map((at) => ({ source, at })))
      .filter(({ source, at }) => !Number.isInteger(at) || lineText(source, at) === '');
    expect(empty).toEqual([]);
  });

  it('has every name of a body as some paper prints it', () => {
    const all = [...linesOf.values()].flat();
    const names = bodies.flatMap((body) => [body.name, ...(body.aliases ?? []).map((alias) => alias.name)]);
    expect(names.filter((name) => !all.some((line) => line.includes(plain(name))))).toEqual([]);
  });

  it('has each of the 203 bodies that delivers or decides something', () => {
    const known = [
      ...bodies.flatMap(({ name, aliases = [] }) => [name, ...aliases.map((alias) => alias.name)]),
      ...roles.map(({ title }) => title),
    ].map(bare);
    const { bodies: printed } = extracted<{ bodies: ExtractedBody[] }>('bodies.json');
    const { rows } = extracted<{ rows: { delivery: { text: string }[] }[] }>('progress-2022-08-04.json');
    const { items } = extracted<{ items: { by_whom: string | null }[] }>('decisions-and-dates.json');
    const acting = [
      ...rows.flatMap(({ delivery }) => delivery.map(({ text }) => text)),
      ...items.flatMap(({ by_whom }) => by_whom ?? []),
    ].map((text) => ` ${wordsOf(text).join(' ')} `);
    const left = printed.filter(({ name, as_written }) => {
      const forms = [name, ...as_written].map(bare).filter((form) => form !== '');
      const acts = forms.some((form) => acting.some((text) => text.includes(` ${form} `)));
      return acts && !forms.some((form) => known.some((own) => own.includes(form) || form.includes(own)));
    });
    expect(printed).toHaveLength(203);
    // Boards that are not named, and a review that recommended what somebody else then promised.
    expect(left.map(({ name }) => name)).toEqual(['governance boards of the work areas', 'Kerslake Review']);
  });

  it('has every form in which the papers write a body that it keeps', () => {
    const held = bodies.map(({ name, aliases = [] }) => [name, ...aliases.map((alias) => alias.name)].map(unadorned));
    const { bodies: printed } = extracted<{ bodies: ExtractedBody[] }>('bodies.json');
    const kept = printed.flatMap(({ name, as_written }) => {
      const forms = [name, ...as_written].map(unadorned);
      const known = held.filter((names) => names.some((own) => forms.includes(own))).flat();
      return known.length === 0 ? [] : [{ as_written, known }];
    });
    expect(kept).toHaveLength(116);
    const missing = kept.flatMap(({ as_written, known }) =>
      as_written.filter((form) => !known.includes(unadorned(form))),
    );
    // What a body makes or has, those who work in it, words that many may bear, and names cut short in the extraction.
    expect(missing.sort()).toEqual([
      'Commission',
      'Directors of Children',
      'Greater Manchester Spotlight IOM Teams',
      'Home Office Innovation Fund',
      "Home Office's Modern Slavery Unit",
      'RASSO) review round table',
      'Round Table',
      'Scambusters volunteers model',
      'bi-monthly Challenger district report',
      'community safety partners',
    ]);
  });

  it('has each commitment at its line, under its number', () => {
    const first = extracted<{ commitments: { id: string; source: { line: number } }[] }>('commitments-2018.json');
    const second = extracted<{ commitments: { id: string; number: number; source: { line: number } }[] }>(
      'commitments-2022.json',
    );
    const lines = new Map(commitments.map(({ externalId, citation }) => [externalId, citation.line]));
    for (const { id, source } of [...first.commitments, ...second.commitments]) expect(lines.get(id)).toBe(source.line);
    for (const { id, number } of second.commitments) {
      const held = commitments.find(({ externalId }) => externalId === id);
      expect(held?.printedNumber).toEqual({ value: String(number), basis: 'printed' });
    }
  });

  it('has the figures as they were extracted', () => {
    const { metrics } = extracted<{ metrics: ExtractedMetric[] }>('metrics.json');
    const held = new Map(
      [...figures.observations, ...figures.targets, ...figures.directions].map((figure) => [figure.id, figure]),
    );
    for (const metric of metrics) {
      const figure = held.get(metric.id);
      expect(fileOf.get(figure?.citation.source ?? '')).toBe(metric.source.file);
      expect([figure?.citation.line, metric.id]).toEqual([metric.source.line, metric.id]);
      const target = figures.targets.some(({ id }) => id === metric.id);
      expect(target).toBe(metric.kind === 'target');
      if (metric.unit === 'direction' || !figure || !('value' in figure)) continue;
      const { value } = figure;
      if (Array.isArray(metric.value)) {
        expect(value).toEqual({ low: String(metric.value[0]), high: String(metric.value[1]) });
      } else if (metric.unit === 'rank') {
        expect(value).toEqual({ n: metric.value, of: metric.out_of ?? null });
      } else {
        expect(value).toBe(metric.value === null ? null : String(metric.value));
        if (metric.out_of) expect((figure as { outOf?: string }).outOf).toBe(String(metric.out_of));
      }
      if (metric.as_printed) expect((figure as { printed?: string }).printed).toBe(metric.as_printed);
      if (!target && 'areas' in figure) {
        expect((figure as { period: { effective: unknown } }).period.effective === null).toBe(
          metric.period.type === 'text',
        );
      }
    }
  });

  it('prints periods, figures and due dates in words that stand in the cited lines', () => {
    const printed = [
      ...figures.observations.flatMap(({ id, printed: words, period, citation }) => [
        { id, words, citation },
        { id, words: period.printed, citation },
      ]),
      ...milestones.map(({ externalId: id, due, citation }) => ({ id, words: due?.printed, citation })),
      ...deliveries.map(({ externalId: id, printed: words, citation }) => ({ id, words, citation })),
    ];
    const missing = printed.filter(({ words, citation }) => {
      const cited = [citation.line, ...(citation.lines ?? [])].map((at) => lineText(citation.source, at));
      return typeof words === 'string' && !cited.some((text) => text.includes(plain(words)));
    });
    expect(missing).toEqual([]);
  });

  it('has the promises and decisions that were extracted, with their last days and who is named', () => {
    const { items } = extracted<{ items: ExtractedItem[] }>('decisions-and-dates.json');
    const basis = { 'named in the text': 'named', 'inferred from context': 'inferred', 'not stated': 'notStated' };
    const held = new Map(
      [...milestones, ...meetings.decisions, ...meetings.recommendations].map((fact) => [fact.externalId, fact]),
    );
    for (const item of items) {
      const fact = held.get(item.id) ?? held.get(`${item.id}-due`);
      expect([item.id, fact?.citation.line]).toEqual([item.id, item.source.line]);
      const party =
        fact && ('promisedBy' in fact ? fact.promisedBy : 'decidedBy' in fact ? fact.decidedBy : fact.madeBy);
      expect([item.id, party?.basis]).toEqual([item.id, basis[item.by_whom_basis as keyof typeof basis]]);
      const dated = milestones.find(({ externalId, due }) => due && externalId.split('-')[0] === item.id);
      expect([item.id, dated?.due && dayBefore(dated.due.to)]).toEqual([
        item.id,
        item.due ? item.overdue_after : undefined,
      ]);
    }
  });

  it('covers every paragraph of the progress papers once, at its lines', () => {
    const august = extracted<{
      rows: { id: string; progress: ExtractedParagraph[]; delivery: ExtractedParagraph[] }[];
    }>('progress-2022-08-04.json');
    for (const row of august.rows) {
      const update = updates.find(({ externalId }) => externalId === row.id);
      const covered = (update?.blocks ?? []).flatMap((block) => paragraphsOf(block, row.progress));
      expect(covered).toEqual(row.progress.map(({ id }) => id));
      const delivered = (update?.delivery ?? []).flatMap(({ externalId, repeats = [] }) => [externalId, ...repeats]);
      const items = [...new Set(delivered.map((id) => id.replace(/-\d+$/, '')))].map((id) =>
        id.slice(row.id.length - 5),
      );
      expect(items.map((id) => id.split('/').at(-1)).sort()).toEqual(
        row.delivery.map(({ id }) => id.split('/').at(-1)),
      );
    }
    const report = extracted<{ sections: { section: string; paragraphs: ExtractedParagraph[] }[] }>(
      'progress-2019-09-23.json',
    );
    for (const { section, paragraphs } of report.sections) {
      const update = updates.find(({ externalId }) => externalId === `2019-09-23/${section}`);
      const lines = (update?.blocks ?? []).flatMap(({ citation }) => citation.lines ?? [citation.line]);
      const expected = paragraphs.flatMap(({ lines: own, items = [] }) => [...own, ...items.map(({ line }) => line)]);
      expect([...new Set(lines)].sort((a, b) => a - b)).toEqual([...new Set(expected)].sort((a, b) => a - b));
    }
  });

  it('shares no run of seven words with a paper, names apart', () => {
    const paperRuns = new Set(
      sources.flatMap(({ fileName }) => runsOf(wordsOf(paperBytes(fileName).toString('utf8')), 7)),
    );
    const names = [
      ...bodies.flatMap((body) => [body.name, ...(body.aliases ?? []).map((alias) => alias.name)]),
      ...roles.map((role) => role.title),
      ...nodes.map((node) => node.title),
      'Assuring the Effectiveness of Multi Agency Responses to Child Sexual Exploitation in Greater Manchester',
      'Preventing Hateful Extremism and Promoting Social Cohesion Commission',
      'Standing Together Police and Crime Plan 2022-25',
    ]
      .map(wordsOf)
      .filter((words) => words.length > 1)
      .sort((a, b) => b.length - a.length);
    const printedNames = new Set(['name', 'title', 'heading', 'label', 'printedAs', 'from', 'to', 'fileName']);
    const shared: string[] = [];
    for (const [file, value] of Object.entries(everyFile())) {
      eachString(value, (text, key, id) => {
        if (printedNames.has(key)) return;
        const runs = runsOf(maskNames(wordsOf(text), names), 7);
        shared.push(...runs.filter((run) => paperRuns.has(run)).map((run) => `${file} ${id} ${key}: ${run}`));
      });
    }
    expect(shared).toEqual([]);
  });
});

/** A name in words, without what stands in brackets. */
function bare(name: string): string {
  return wordsOf(name.replaceAll(/\(.*?\)/g, '')).join(' ');
}

/** A name in words, without its article either. */
function unadorned(name: string): string {
  return bare(name).replace(/^the /, '');
}

/** The paragraphs that a block stands for: one, or from the first to the last of `p05-p08`. */
function paragraphsOf(block: Block, all: ExtractedParagraph[]): string[] {
  const ids = all.map(({ id }) => id);
  const [first = '', last = first] = block.citation.paragraph.split('-');
  const at = (paragraph: string) => ids.findIndex((id) => id.endsWith(`/${paragraph}`));
  return ids.slice(at(first), at(last) + 1);
}
