import { writeFile } from 'node:fs/promises';
import { eventId, ledgerIdOf, resolveId, streamOf, uuidV7At } from '../../src/ledger/ids.js';

/**
 * A plan that shares nothing with the example: four levels, statuses by traffic light, milestones by quarter, another
 * calendar and another part of the world. Nothing in it is special to the service: it is data, sent as commands.
 */

export type Line = { command: string; id: string } & Record<string, unknown>;
type Said = { command: string } & Record<string, unknown>;

/** Whatever lies under the letters of {@link STATUSES}. */
const LETTERS: Record<string, string> = { g: 'green', a: 'amber', r: 'red', c: 'complete', p: 'parked', d: 'dormant' };

/** The day of the plan, of its variation, and of the report of each quarter. */
export const DAYS = {
  plan: '2024-06-20',
  varied: '2025-04-01',
  reports: ['2024-10-15', '2025-01-15', '2025-04-15', '2025-07-15'],
} as const;

/** The officers' statuses by quarter, a letter for each commitment in the order of {@link COMMITMENTS}. */
export const STATUSES = ['gggaaggrggggagpgg', 'ggcaggarggaggapgc', 'gccagggadgagcgggc', 'gccgggcadrgacggcc'] as const;

/** Two parts each at three levels, two commitments in each of the lowest, and one of the plan itself. */
const PAIR = ['1', '2'];
const PILLARS = PAIR.map((one) => `L${one}`);
const OBJECTIVES = PILLARS.flatMap((above) => PAIR.map((one) => above + one));
const PROGRAMMES = OBJECTIVES.flatMap((above) => PAIR.map((one) => above + one));
export const COMMITMENTS = [...PROGRAMMES.flatMap((above) => PAIR.map((one) => `K${above.slice(1)}${one}`)), 'K0'];

/** Those whose words change on the day of the variation, and into what. */
export const VARIED = { id: 'K1111', before: 'Mend path 1 within five days.', after: 'Mend path 1 within ten days.' };

export const ORIGIN = 'ledger.example/four-levels';
const LEDGER_ID = ledgerIdOf(ORIGIN);
const STARTED = Date.parse('2026-01-01T00:00:00Z');
const HASHES = ['a', 'b', 'c', 'd', 'e'].map((digit) => digit.repeat(64));
const PAPERS = ['S-PLAN', 'S-Q1', 'S-Q2', 'S-Q3', 'S-Q4'];
const DATES = [DAYS.plan, ...DAYS.reports];
const BATCH = uuidV7At(STARTED, 'the backfill');

const idOf = (reference: string) => resolveId(LEDGER_ID, reference);

/** What a paper says on its day, or on another. */
const said = (paper: number, reportedOn: string = DATES[paper]!) => ({
  ...{ reportedOn, source: { doc: PAPERS[paper], batch: BATCH } },
  citations: [{ sourceId: PAPERS[paper], line: 1 }],
});
const cited = (paper: number) => [{ citation: { sourceId: PAPERS[paper], line: 2 } }];

/** The quarters that end with those of the reports, and the one after. */
const QUARTERS = [
  { from: '2024-07-01', to: '2024-10-01' },
  { from: '2024-10-01', to: '2025-01-01' },
  { from: '2025-01-01', to: '2025-04-01' },
  { from: '2025-04-01', to: '2025-07-01' },
  { from: '2025-07-01', to: '2025-10-01' },
] as const;
/** @param number from 1 */
const dueIn = (number: number) => ({
  ...QUARTERS[number - 1]!,
  ...{ precision: 'quarter', printed: `Quarter ${number}`, basis: 'printed' },
});

/** All of it, in the order of its papers. @param more what is said behind it */
export function fourLevels(more: readonly Said[] = []): Line[] {
  const commands = [
    ...settings(),
    ...sources(),
    ...plan(),
    ...metrics(),
    ...DAYS.reports.flatMap((_, index) => [...(index === 2 ? variation() : []), ...quarter(index + 1)]),
    ...more,
  ];
  return commands.map((command, index) => ({
    id: command.command === 'open-backfill' ? BATCH : idOfLine(command, index),
    ...command,
  }));
}

/** The same as a file that can be imported. */
export async function writeFourLevels(file: string, more: readonly Said[] = []): Promise<void> {
  const lines = fourLevels(more).map((line) => `${JSON.stringify(line)}\n`);
  await writeFile(file, lines.join(''));
}

/** What is acted on later is named by what it is; all else by its place. */
function idOfLine({ command, metricId, effective, areas }: Said, index: number): string {
  const named = command === 'submit-metric' ? JSON.stringify([metricId, effective, areas]) : `line ${index}`;
  return uuidV7At(STARTED, named);
}

function settings(): Said[] {
  const source = { sha256: HASHES[0] };
  const value = (id: string, label: string, group: string, shape: string, ...needs: string[]) => ({
    ...{ id, label, definition: `Is ${label.toLowerCase()}`, group, shape },
    ...(needs.length > 0 ? { needs } : {}),
  });
  const kept = [
    value('green', 'Green', 'open', 'circle'),
    value('amber', 'Amber', 'open', 'triangle', 'evidence'),
    value('red', 'Red', 'open', 'square', 'evidence'),
    value('complete', 'Complete', 'closed', 'tick', 'evidence'),
  ];
  const scheme = { command: 'publish-status-scheme', source, scheme: 'rag', derivedRules: [] };
  return [
    {
      ...{ command: 'open-ledger', name: 'Plan B', origin: ORIGIN, timeZone: 'Pacific/Auckland' },
      ...{ languages: ['en', 'mi'], ownerBodyId: 'COUNCIL', reportedOnConvention: 'The date on the cover.' },
    },
    {
      ...{ ...scheme, reportedOn: DAYS.plan, version: 1, mappings: [] },
      values: [...kept, value('parked', 'Parked', 'open', 'bar', 'decision')],
    },
    {
      ...{ ...scheme, reportedOn: DAYS.varied, version: 2 },
      values: [...kept, value('dormant', 'Dormant', 'open', 'ring')],
      mappings: [{ name: 'previousVersion', values: [{ value: 'parked', becomes: 'amber' }] }],
    },
    {
      ...{ command: 'publish-area-list', reportedOn: DAYS.plan, source, version: 1 },
      areas: [
        ...['Northern', 'Middle', 'Southern'].map((name) => ({ name: `${name} Ward`, level: 'ward', parent: 'Z0001' })),
        { code: 'Z0001', name: 'Harbour', level: 'district' },
      ],
    },
    {
      ...{ command: 'publish-report-template', reportedOn: DAYS.plan, source, template: 'three-columns', version: 1 },
      columns: [
        { heading: 'What we will do', content: 'commitments' },
        { heading: 'Where it stands', content: 'statuses' },
        { heading: 'What was done by {reportDate}', content: 'updates' },
      ],
    },
    {
      ...{ command: 'open-backfill', title: 'The plan and four reports', method: 'Typed from the papers.' },
      documents: PAPERS.map((sourceId, index) => ({ sourceId, sha256: HASHES[index] })),
      loader: { name: 'by hand', version: '1' },
    },
  ];
}

function sources(): Said[] {
  const papers = PAPERS.map((sourceId, index) => ({
    ...{ command: 'register-source', sourceId, reportedOn: DATES[index], source: { batch: BATCH } },
    ...{ title: index === 0 ? 'Plan B' : `Report of quarter ${index}`, kind: index === 0 ? 'plan' : 'panelPaper' },
    ...{ dated: { date: DATES[index], precision: 'day' }, mediaType: 'text/plain', size: 100 },
    ...{ sha256: HASHES[index], language: 'en', externalIds: [sourceId] },
  }));
  return [
    ...papers,
    {
      ...{ command: 'register-body', bodyId: 'COUNCIL', ...said(0), externalIds: ['COUNCIL'] },
      ...{ named: { name: 'Harbour Council' }, described: { kind: 'organisation' } },
    },
  ];
}

function plan(): Said[] {
  const part = (command: string, level: string, nodeId: string, parentId?: string) => ({
    ...{ command, planId: 'PLAN-B', ...said(0), nodeId, level },
    ...{ titled: { title: `Part ${nodeId.slice(1).split('').join('.')}`, class: 'first' } },
    ...(parentId ? { parentId } : {}),
  });
  const above = (id: string) => id.slice(0, -1);
  const promises = COMMITMENTS.map((id, index) => ({
    ...{ command: 'make-commitment', commitmentId: id, planId: 'PLAN-B', ...said(0), externalIds: [id] },
    promisedBy: { bodyId: 'COUNCIL', basis: 'named' },
    wording: wording(`${id}-W`, id === VARIED.id ? VARIED.before : `Mend path ${index + 1}.`, 'en', 'first'),
    place: { homeId: id === 'K0' ? 'PLAN-B' : `L${id.slice(1, 4)}` },
  }));
  return [
    {
      ...{ command: 'register-plan', planId: 'PLAN-B', ...said(0), ownerBodyId: 'COUNCIL', externalIds: ['PLAN-B'] },
      levels: [
        { key: 'pillar', one: 'Pillar', many: 'Pillars', printedAs: 'Our pillars' },
        { key: 'objective', one: 'Objective', many: 'Objectives', printedAs: 'Objectives' },
        { key: 'programme', one: 'Programme', many: 'Programmes', printedAs: 'Programmes' },
        { key: 'commitment', one: 'Commitment', many: 'Commitments', printedAs: 'What we will do' },
      ],
      described: { title: 'Plan B' },
      period: { from: '2024-07-01', to: '2026-07-01', basis: 'printed' },
    },
    ...PILLARS.map((id) => part('add-priority', 'pillar', id)),
    ...OBJECTIVES.map((id) => part('add-theme', 'objective', id, above(id))),
    ...PROGRAMMES.map((id) => part('add-theme', 'programme', id, above(id))),
    ...promises,
    {
      ...{ command: 'record-wording', commitmentId: 'K0', ...said(0), supersedes: 'K0-W' },
      ...wording('K0-MI', 'Whakatikaina te ara 17.', 'mi', 'translation'),
      standing: 'printedVariant',
    },
    { command: 'issue-plan', planId: 'PLAN-B', ...said(0), textStatus: 'final' },
    ...COMMITMENTS.slice(0, 8).map((id, index) => milestone(`M${index + 1}`, id, dueIn((index % 4) + 1))),
    milestone('M-STANDING', 'K0', undefined),
    {
      ...{ command: 'call-meeting', meetingId: 'MEETING', ...said(0), bodyIds: ['COUNCIL'], kind: 'panel' },
      date: { date: DAYS.plan, precision: 'day' },
    },
    {
      ...{ command: 'record-board-decision', meetingId: 'MEETING', ...said(0), decisionId: 'DECISION' },
      ...{ text: 'Wait for the survey.', decidedBy: { bodyId: 'COUNCIL', basis: 'named' } },
      decidedOn: { date: DAYS.plan, precision: 'day' },
    },
  ];
}

const wording = (wordingId: string, text: string, lang: string, of: string) => ({
  ...{ wordingId, text, lang, printedNumber: { basis: 'none' }, standing: 'authoritative', class: of },
});

/** Without a date it is a standing one. */
function milestone(milestoneId: string, targetId: string, due: object | undefined, paper = 0): Said {
  return {
    ...{ command: 'promise-milestone', milestoneId, planId: 'PLAN-B', ...said(paper) },
    ...{ kind: due ? 'promise' : 'standing', what: `Survey for ${targetId}.` },
    ...{ promisedBy: { bodyId: 'COUNCIL', basis: 'named' }, attached: [{ kind: 'commitment', targetId }] },
    ...(due ? { due } : {}),
  };
}

const METRICS = [
  { metricId: 'SHARE', name: 'Paths in good order', kind: 'percentage', unit: 'percent', good: 'higher' },
  { metricId: 'COMPLAINTS', name: 'Complaints', kind: 'count', unit: 'complaints', good: 'lower' },
  { metricId: 'SPENT', name: 'Money spent', kind: 'money', unit: 'dollars', good: 'noJudgement' },
] as const;

/** The figures by quarter. */
export const FIGURES: Record<string, readonly string[]> = {
  SHARE: ['50', '55', '60', '58'],
  COMPLAINTS: ['40', '40', '30', '20'],
  SPENT: ['1000', '2000', '3000', '4'],
};

const definition = ({ metricId, name, kind, unit, good }: (typeof METRICS)[number]) => ({
  ...{ metricId, name, use: 'performance', kind, unit, periodType: 'quarter' },
  goodDirection: { value: good, basis: 'asPresented' },
});

function metrics(): Said[] {
  return [
    ...METRICS.map((metric) => ({
      ...{ command: 'define-metric', ...said(0), definitionVersion: 1, ...definition(metric) },
    })),
    {
      ...{ command: 'set-trajectory', metricId: 'SHARE', ...said(0), unit: 'percent', reason: 'Set by the plan.' },
      points: QUARTERS.slice(0, 4).map((period, index) => ({ period, value: String(50 + 10 * index) })),
    },
    ...METRICS.flatMap(({ metricId, name }, order) => [
      {
        ...{ command: 'set-scorecard-indicator', planId: 'PLAN-B', ...said(0), indicatorId: `I-${metricId}` },
        ...{ priorityId: 'L1', label: name, standing: 'agreed', order },
      },
      {
        ...{ command: 'link-indicator-metrics', planId: 'PLAN-B', ...said(0), indicatorId: `I-${metricId}` },
        metricIds: [metricId],
      },
    ]),
  ];
}

/** What changes between the second and the third report. */
function variation(): Said[] {
  return [
    {
      ...{ command: 'vary-plan', planId: 'PLAN-B', ...said(3, DAYS.varied), variationId: 'VARIATION' },
      ...{ summary: 'More time to mend paths.', review: { none: true, reason: 'It has not met.' } },
    },
    {
      ...{ command: 'record-wording', commitmentId: VARIED.id, ...said(3, DAYS.varied) },
      ...wording(`${VARIED.id}-W2`, VARIED.after, 'en', 'substantive'),
      ...{ supersedes: `${VARIED.id}-W`, reason: 'Twice the time.' },
      variation: `plan-${idOf('PLAN-B')}/variation/${idOf('VARIATION')}`,
    },
  ];
}

/** @param number of the quarter, from 1 */
function quarter(number: number): Said[] {
  const words = said(number);
  const scheme = { scheme: 'rag', schemeVersion: words.reportedOn < DAYS.varied ? 1 : 2 };
  const status = (commitmentId: string, assessment: string, letter: string) => ({
    ...{ command: 'report-status', commitmentId, ...words, assessment, ...scheme, status: LETTERS[letter] },
    ...{ reason: `As of quarter ${number}.`, evidence: cited(number) },
    actingAs: assessment === 'officer' ? 'reporting-officer' : 'board-secretary',
    ...(letter === 'p' ? { decision: `meeting-${idOf('MEETING')}/decision/${idOf('DECISION')}` } : {}),
  });
  return [
    ...COMMITMENTS.map((id, index) => status(id, 'officer', STATUSES[number - 1]![index]!)),
    ...COMMITMENTS.slice(0, 4).map((id) => status(id, 'panel', 'a')),
    {
      ...{ command: 'report-progress', updateId: `U${number}`, planId: 'PLAN-B', ...words },
      ...{
        targets: ['L1', 'K1111'],
        blocks: [{ blockId: 'b', kind: 'paragraph', text: `Quarter ${number} is over.` }],
      },
    },
    ...milestonesIn(number),
    ...METRICS.filter(({ metricId }) => !(metricId === 'SPENT' && number === 4)).map((metric) =>
      figure(metric.metricId, number),
    ),
    ...changedFigures(number),
    {
      ...{ command: 'publish-report', reportId: `REPORT-${number}`, planId: 'PLAN-B', ...words, version: 1 },
      ...{ title: `Quarter ${number}`, reportDate: words.reportedOn, sourceId: PAPERS[number] },
      ...{ template: 'three-columns', templateVersion: 1 },
    },
  ];
}

function figure(metricId: string, number: number, definitionVersion = 1): Said {
  return {
    ...{ command: 'submit-metric', metricId, ...said(number), effective: QUARTERS[number - 1] },
    ...figureOf(FIGURES[metricId]![number - 1]!),
    definitionVersion,
  };
}

const HARBOUR = [{ code: 'Z0001', name: 'Harbour' }];
const figureOf = (value: string) => ({ areas: HARBOUR, value, qualifier: 'exact' });

/** The entry that a figure was first reported by. */
function figureEntry(metricId: string, number: number): string {
  return eventId(streamOf('metric', idOf(metricId)), idOfLine(figure(metricId, number), 0), 0);
}

function changedFigures(number: number): Said[] {
  if (number === 3)
    return [
      {
        ...{ command: 'restate-entry', ...said(3), target: figureEntry('COMPLAINTS', 1), reason: 'error' },
        statement: { ...figureOf('45'), definitionVersion: 1 },
      },
      {
        ...{ command: 'submit-metric', metricId: 'COMPLAINTS', ...said(3), effective: QUARTERS[2] },
        ...{ areas: [{ name: 'Middle Ward' }], value: '7', qualifier: 'exact', definitionVersion: 1 },
      },
    ];
  if (number < 4) return [];
  const spent = METRICS[2];
  return [
    {
      ...{ command: 'change-metric-definition', ...said(4), definitionVersion: 2, ...definition(spent) },
      ...{ unit: 'thousand dollars', reason: 'Counted in thousands from now on.' },
      break: { breakId: 'THOUSANDS', at: QUARTERS[3].from, note: 'In thousands.' },
    },
    figure('SPENT', 4, 2),
  ];
}

/** What each report says of dates: M1 is met, M2 moved once, M3 twice, M4 missed, M5 replaced by M9, M6 met early. */
function milestonesIn(number: number): Said[] {
  const words = said(number);
  const met = (milestoneId: string, on: string, state = 'met') => ({
    ...{ command: 'report-milestone-outcome', milestoneId, ...words, state, on },
    ...{ reason: 'As the report says.', evidence: cited(number) },
  });
  const moved = (milestoneId: string, to: number) => ({
    ...{ command: 'move-milestone', milestoneId, ...words, due: dueIn(to), reason: 'The survey takes longer.' },
  });
  const outcomes: Record<number, Said[]> = {
    1: [met('M1', '2024-09-20'), met('M6', '2024-10-10')],
    2: [
      ...[moved('M2', 4), moved('M3', 4), milestone('M9', 'K1211', dueIn(5), 2)],
      { ...{ command: 'replace-milestone', milestoneId: 'M5', ...words, by: 'M9' }, reason: 'Done together.' },
    ],
    3: [moved('M3', 5)],
    4: [met('M4', '2025-07-01', 'notMet')],
  };
  return outcomes[number]!;
}
