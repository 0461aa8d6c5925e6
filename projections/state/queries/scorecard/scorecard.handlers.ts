import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type Statement, type StatementFilter, StateReader, type View } from '../../statement.js';
import { areasByWidth } from '../area/area-list.js';
import type { LinkedMeasure } from '../commitment/commitment.answers.js';
import { indicatorLinks, measuresSince, withoutThose } from '../commitment/measures.js';
import { cited } from '../documents.js';
import { addedByEditors, laterByEditors } from '../editors.js';
import { Facts, partOf } from '../facts.js';
import { versionsOfDefinitions } from '../metric/definitions.js';
import { figuresWithoutPeriod, newestFigures, newestPeriods } from '../metric/newest.js';
import { Names } from '../names.js';
import { idsIn } from '../references.js';
import { earlierPrefixes, YARDSTICK } from '../travel/travel.assembler.js';
import { linesOf, type ScorecardFacts, scorecard } from './scorecard.assembler.js';
import { GetScorecard, GetScorecardLines } from './scorecard.queries.js';

const PLAN = ['identity', 'description', 'node/*', 'node/*/title', 'order/*', 'indicator/*', 'indicator/*/metrics'];
const METRICS: StatementFilter = { categories: ['metric'], facets: [...YARDSTICK, 'target', 'schedule', 'end'] };

@QueryHandler(GetScorecard)
export class ScorecardHandler implements IQueryHandler<GetScorecard> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, plan, standing }: GetScorecard) {
    return cited(this.reader, view, this.answer(view, plan, standing));
  }

  private async answer(view: View, plan: string, standing: string | undefined) {
    const [from, later] = await Promise.all([
      scorecardFacts(this.reader, view, plan),
      laterByEditors(this.reader, view, { streams: [`plan-${plan}`], facets: ['indicator/*/metrics'] }),
    ]);
    const added = addedByEditors(later, from.names);
    const since = await this.measuresSince(view, { plan, from, later });
    return scorecard(from.facts.object('plan', plan), from, { standing, measuresSince: since, addedByEditors: added });
  }

  /** What indicators are measured by as the editors said later, with the figures of the view. */
  private async measuresSince(
    view: View,
    { plan, from, later }: { plan: string; from: ScorecardFacts; later: readonly Statement[] },
  ): Promise<LinkedMeasure[]> {
    const [then, since] = [from.facts, from.facts.with(later)].map((facts) => facts.object('plan', plan));
    if (!then || !since || later.length === 0) return [];
    const links = withoutThose(indicatorLinks(then), indicatorLinks(since));
    const figures = await newestFigures(
      this.reader,
      view,
      links.flatMap(({ metric }) => metric ?? []),
    );
    return measuresSince(links, figures, from);
  }
}

@QueryHandler(GetScorecardLines)
export class ScorecardLinesHandler implements IQueryHandler<GetScorecardLines> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, plan }: GetScorecardLines) {
    const lines = scorecardFacts(this.reader, view, plan).then((from) => {
      return from.facts.all('plan').flatMap((one) => linesOf(one, from));
    });
    return cited(this.reader, view, lines);
  }
}

/** Reads what scorecards show. Definitions and figures are read beside one another. */
async function scorecardFacts(reader: StateReader, view: View, plan?: string): Promise<ScorecardFacts> {
  const ofPlans = plan === undefined ? { categories: ['plan'] } : { streams: [`plan-${plan}`] };
  const planned = reader.statements(view, { ...ofPlans, facets: PLAN });
  const [plans, metrics, areas, { last, figures }] = await Promise.all([
    planned,
    definitionsIn(reader, view),
    areasByWidth(reader, view),
    planned.then((statements) => lastFigures(reader, view, statements)),
  ]);
  const facts = new Facts([...plans, ...metrics, ...figures]);
  const newest = new Map(last.map(({ stream, facet }) => [stream, partOf(facet, 1)]));
  return { facts, names: new Names(facts), newest, areas, on: view.asReportedOn };
}

async function definitionsIn(reader: StateReader, view: View): Promise<Statement[]> {
  const metrics = await reader.statements(view, METRICS);
  return [...metrics, ...(await versionsOfDefinitions(reader, view, metrics))];
}

/**
 * The metrics that plans link to indicators, with the figures that are shown of them. The newest period of each metric is
 * asked for first, then the figures of that period and of those it is compared with, so the number of figures held for
 * other periods does not matter.
 */
async function lastFigures(reader: StateReader, view: View, plans: readonly Statement[]) {
  const streams = [...new Set(plans.flatMap(({ data }) => idsIn(data.metricIds)))].map((id) => `metric-${id}`);
  const last = await newestPeriods(reader, view, streams);
  const dated = new Set(last.map(({ stream }) => stream));
  const undated = streams.filter((stream) => !dated.has(stream));
  const figures = await Promise.all([figuresAround(reader, view, last), figuresWithoutPeriod(reader, view, undated)]);
  return { last, figures: figures.flat() };
}

/** The figures of these periods, and of those that they are compared with, with what papers say of the way they go. */
async function figuresAround(reader: StateReader, view: View, last: readonly Statement[]): Promise<Statement[]> {
  if (last.length === 0) return [];
  const ofPeriods = new Map(last.map((one) => [partOf(one.facet, 1), one]));
  const periods = [...ofPeriods].flatMap(([period, one]) => {
    return [`value/${period}/`, `direction/${period}/`, ...earlierPrefixes(one)];
  });
  const streams = last.map(({ stream }) => stream);
  return reader.statements(view, { streams, prefixes: [...new Set([...periods, 'direction/unstated.'])] });
}

export const scorecardHandlers = [ScorecardHandler, ScorecardLinesHandler];
