import { randomBytes } from 'node:crypto';
import { ProjectionSizes } from '../projections/runner/projection-sizes.js';
import { rebuild } from '../projections/runner/rebuild.js';
import { FindWordsHandler, SearchHitsHandler } from '../projections/search/queries/search.handlers.js';
import { FindWords, GetSearchHits } from '../projections/search/queries/search.queries.js';
import { SearchProjection } from '../projections/search/search.projection.js';
import { SearchReader } from '../projections/search/search.reader.js';
import { PostgresStateReader } from '../projections/state/postgres-state-reader.js';
import { DueHandler, DueLinesHandler } from '../projections/state/queries/overdue/overdue.handlers.js';
import { GetDue, GetDueLines } from '../projections/state/queries/overdue/overdue.queries.js';
import { PlanHandler } from '../projections/state/queries/plan/plan.handlers.js';
import { GetPlan } from '../projections/state/queries/plan/plan.queries.js';
import { NAMING } from '../projections/state/queries/read.js';
import { CoverageHandler } from '../projections/state/queries/report/coverage.handlers.js';
import { GetCoverage } from '../projections/state/queries/report/coverage.queries.js';
import { ScorecardHandler } from '../projections/state/queries/scorecard/scorecard.handlers.js';
import { GetScorecard } from '../projections/state/queries/scorecard/scorecard.queries.js';
import { ChangesHandler } from '../projections/state/queries/view-change/view-change.handlers.js';
import { GetChanges } from '../projections/state/queries/view-change/view-change.queries.js';
import type { StatementFilter, View } from '../projections/state/statement.js';
import { catalogue } from '../src/catalogue.js';
import { KEY_BYTES } from '../src/ledger/erasable/cipher.js';
import { ServiceKey } from '../src/ledger/erasable/service-key.js';
import { type BySizeGoals, figuresBySize, mean } from './support/by-size.js';
import { type BenchDatabase, createDatabase, loadAllDisclosures, loadEvents, settle } from './support/database.js';
import type { Figure } from './support/figure.js';
import { COMMON_WORD, GeneratedPlan, PHRASE, type PlanSize, RARE_WORD } from './support/generated-plan.js';
import { stateProjection } from './support/ledgers.js';
import { type Round, timed, undisturbed } from './support/rounds.js';
import type { Bench } from './support/suite.js';

const GOALS: BySizeGoals = { flat: 1.5, plain: 3 };
const PEER_IS = 'plain reading of the same objects';
/** Hits on a page of finds. */
const PAGE = 20;
const SOON = 90;

/** A question, and the plain reading of what it is about. Each makes sure that it has been answered. */
interface Question {
  goals: BySizeGoals;
  ours(): Promise<unknown>;
  plain(): Promise<unknown>;
}

/** One ledger, with what was measured of it. */
interface Measured {
  database: BenchDatabase;
  statements: number;
  questions: Record<string, Question>;
  rounds: Map<string, Round[]>;
}

/** What people ask of a plan, at ledgers of several sizes: the answers are as many in all of them. */
export async function answersSuite({ serverUrl, sizes, say }: Bench): Promise<Figure[]> {
  const { plan, papers, rounds, queriesARound } = sizes.answers;
  const all: Measured[] = [];
  try {
    for (const count of papers) {
      say(`answers: preparing a plan with ${count} papers`);
      all.push(await prepare(serverUrl, plan, count));
    }
    say(`answers: ${rounds} rounds`);
    for (let round = -1; round < rounds; round++)
      for (const name of Object.keys(all[0]!.questions))
        for (const one of round % 2 === 0 ? all : [...all].reverse()) {
          const { ours: ask, plain: read } = one.questions[name]!;
          const first = await undisturbed(() => mean(queriesARound, () => timed(round % 2 === 0 ? ask : read)));
          const second = await undisturbed(() => mean(queriesARound, () => timed(round % 2 === 0 ? read : ask)));
          const measured = round % 2 === 0 ? { ours: first, peer: second } : { ours: second, peer: first };
          if (round >= 0) one.rounds.get(name)!.push(measured);
        }
  } finally {
    for (const { database } of all) await database.close();
  }
  return Object.entries(all[0]!.questions).flatMap(([name, { goals }]) =>
    figuresBySize(
      name,
      PEER_IS,
      goals,
      all.map(({ statements, rounds: measured }) => ({ statements, rounds: measured.get(name)! })),
    ),
  );
}

async function prepare(serverUrl: string, size: PlanSize, papers: number): Promise<Measured> {
  const key = new ServiceKey(randomBytes(KEY_BYTES));
  const database = await createDatabase(serverUrl, `bench_answers_${papers}`, key);
  const { app, store, erasable } = database;
  let events = 0;
  function* pages() {
    for (const page of new GeneratedPlan(size).take(papers)) {
      events += page.length;
      yield page.map(({ event }) => event);
    }
  }
  await loadEvents(database, pages());
  await loadAllDisclosures(database, new GeneratedPlan(size).take(papers));
  const words = async () => key.words;
  await rebuild(store, app, stateProjection);
  await rebuild(store, app, new SearchProjection({ catalogue, erasable, store, key: words }));
  await settle(database);
  const sizes = new ProjectionSizes(app);
  const readers = {
    reader: new PostgresStateReader(app, erasable, sizes),
    search: new SearchReader(app, sizes, words),
  };
  const questions = questionsOf(readers, size, papers, events);
  return {
    database,
    questions,
    statements: events - 1,
    rounds: new Map(Object.keys(questions).map((name) => [name, []])),
  };
}

interface Readers {
  reader: PostgresStateReader;
  search: SearchReader;
}

function questionsOf(
  { reader, search }: Readers,
  size: PlanSize,
  papers: number,
  atSize: number,
): Record<string, Question> {
  const generated = new GeneratedPlan(size);
  const { plan } = generated;
  const newest = papers - 1;
  const view: View = { asReportedOn: generated.dayOf(newest), atSize };
  const before = generated.dayOf(newest - 1);
  const read = (...filters: StatementFilter[]) => Promise.all(filters.map((one) => reader.statements(view, one)));
  const wholePlan = () => read({ plan }, { streams: [`plan-${plan}`] }, NAMING);
  const changes = new ChangesHandler(reader, catalogue);
  const scorecard = new ScorecardHandler(reader);
  const coverage = new CoverageHandler(reader);
  const due = { lists: new DueHandler(reader), lines: new DueLinesHandler(reader) };
  const found = { finds: new FindWordsHandler(search), hits: new SearchHitsHandler(reader, search, catalogue) };
  const searching = (words: string, least: number): Question => ({
    goals: GOALS,
    ours: async () => {
      const { finds } = await found.finds.execute(new FindWords(view, words));
      const hits = await found.hits.execute(new GetSearchHits(view, words, finds.slice(0, PAGE)));
      expectAnswers(`search for ${words}`, finds.length, least);
      expectAnswers(`hits of ${words}`, hits.length, Math.min(least, PAGE));
    },
    plain: async () => expectAtLeast('searched', (await read(SEARCHED)).flat().length, size.commitments),
  });
  return {
    'changes between views': {
      goals: GOALS,
      ours: async () => {
        const { summary } = await changes.execute(new GetChanges(view, { from: before, plan }));
        expectAnswers('changes of status', summary.status, size.commitments);
        expectAnswers('new figures', summary.figures, size.metrics);
      },
      plain: async () => expectAtLeast('the plan', (await wholePlan()).flat().length, 4 * size.commitments),
    },
    'coverage of a report': {
      goals: GOALS,
      ours: async () => {
        const answer = await coverage.execute(new GetCoverage(view, generated.reportOf(newest)));
        // One commitment of each theme has no row.
        expectAnswers('commitments without a row', answer?.counts.noRow, size.themes);
      },
      plain: async () => expectAtLeast('the plan', (await wholePlan()).flat().length, 4 * size.commitments),
    },
    scorecard: {
      goals: GOALS,
      ours: async () => {
        const answer = await scorecard.execute(new GetScorecard(view, plan));
        const lines = answer?.priorities.flatMap((one) => one.lines) ?? [];
        expectAnswers('lines with a figure', lines.filter(({ value }) => value !== null).length, size.metrics);
      },
      plain: async () => {
        const streams = generated.metrics().map((id) => `metric-${id}`);
        const [, metrics] = await read(
          { streams: [`plan-${plan}`] },
          { streams, facets: ['definition', 'schedule', ...[0, 1, 12].map((ago) => generated.figureOf(newest - ago))] },
        );
        expectAtLeast('metrics', metrics!.length, 3 * size.metrics);
      },
    },
    'search, a rare word': searching(RARE_WORD, 1),
    'search, a common word': searching(COMMON_WORD, size.themes),
    'search, a phrase': searching(PHRASE, Math.ceil(size.themes / 10)),
    overdue: {
      goals: {},
      ours: async () => {
        const filter = { on: view.asReportedOn, within: SOON, plan };
        const { lines } = await due.lists.execute(new GetDue(view, filter));
        const answer = await due.lines.execute(new GetDueLines(view, lines.slice(0, PAGE)));
        expectAnswers('what is due', answer.length, PAGE);
      },
      plain: async () => {
        const [owed] = await read({ facets: ['promise', 'due', 'state', 'attached/*/*', 'schedule'] }, NAMING);
        expectAtLeast('what is due', owed!.length, 3 * size.milestones);
      },
    },
    'the whole plan': {
      goals: {},
      ours: async () =>
        expectAnswers('the plan', (await new PlanHandler(reader).execute(new GetPlan(view, plan))) && 1, 1),
      plain: async () => expectAtLeast('the plan', (await wholePlan()).flat().length, 4 * size.commitments),
    },
  };
}

/** All that a search looks at: the facets of whatever has searched fields. */
const SEARCHED: StatementFilter = {
  facets: [
    ...['description', 'node/*/title', 'indicator/*', 'wording/*', 'definition', 'promise', 'content', 'publication/*'],
    'status/*',
  ],
};

function expectAnswers(what: string, found: number | undefined, wanted: number): void {
  if (found !== wanted) throw new Error(`${what}: ${found} instead of ${wanted}`);
}

function expectAtLeast(what: string, found: number, wanted: number): void {
  if (found < wanted) throw new Error(`${what}: ${found} instead of at least ${wanted}`);
}
