import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Catalogue } from '../../../../src/ledger/catalogue/catalogue.js';
import { streamOf } from '../../../../src/ledger/ids.js';
import {
  type ChangedKey,
  type KeyFilter,
  type Statement,
  type StatementFilter,
  StateReader,
  type View,
} from '../../statement.js';
import { cited } from '../documents.js';
import { Facts, partOf } from '../facts.js';
import { pointedAt } from '../linked.js';
import { versionsOfDefinitions } from '../metric/definitions.js';
import { Names } from '../names.js';
import { idsUnder } from '../plan/under.js';
import { NAMING, namingOf } from '../read.js';
import { idsIn } from '../references.js';
import { rowFacts } from '../report/rows.facts.js';
import { SilentRows } from '../report/rows.js';
import { labelsOf, schemesInForce } from '../schemes.js';
import { kindOf, standing } from './change-kinds.js';
import type { ViewBefore } from './view-change.answers.js';
import { changeLines, countsOf, isWording } from './view-change.assembler.js';
import { BEFORE_EVERYTHING, type ChangeFilter, GetChanges, GetFirstPromiseDay } from './view-change.queries.js';

const WORDINGS: StatementFilter = { categories: ['commitment'], facets: ['wording/*'] };

/** All that promises, figures and decisions are made of; bodies, documents and most settings are not compared. */
const COMPARED = ['plan', 'commitment', 'update', 'milestone', 'metric', 'meeting', 'programme', 'extrec', 'report'];
const SCHEMES: KeyFilter = { categories: ['settings'], facets: ['scheme/*'] };

/** What belongs to a plan without saying so in its key. */
const OF_NO_PLAN: KeyFilter[] = [
  { categories: ['metric'] },
  { categories: ['meeting'], facets: ['decision/*', 'decision/*/*'] },
];

/** What lines take names from; what updates and milestones are about; which metrics and decisions belong to a plan. */
const AROUND: StatementFilter = {
  facets: [
    ...NAMING.facets!,
    ...['targets', 'block-targets', 'attached/*/*', 'promise'],
    ...['indicator/*/metrics', 'outcome/*/metric/*', 'figure/*', 'decision/*/changes'],
  ],
};

@QueryHandler(GetChanges)
export class ChangesHandler implements IQueryHandler<GetChanges> {
  private readonly editorial: ReadonlySet<string>;

  constructor(
    private readonly reader: StateReader,
    catalogue: Catalogue,
  ) {
    this.editorial = new Set(catalogue.editorialEvents);
  }

  async execute({ view, filter: { from, fromSize, kind, ...of } }: GetChanges) {
    const earlier: ViewBefore = {
      asReportedOn: from ?? (await this.lastReportBefore(view, of.plan)),
      atSize: fromSize ?? view.atSize,
    };
    return cited(
      this.reader,
      view,
      this.compare(earlier, view, of).then((lines) => ({
        from: earlier,
        summary: countsOf(lines),
        lines: kind === undefined ? lines : lines.filter((line) => line.kind === kind),
      })),
    );
  }

  private async compare(from: View, to: View, { plan, scope, publication }: ChangeFilter) {
    const [around, words, schemes, differing] = await Promise.all([
      this.reader.statements(to, AROUND),
      this.reader.statements(to, WORDINGS),
      schemesInForce(this.reader, to),
      this.reader.changed(from, to, ...comparedKeys(plan)),
    ]);
    const known = new Facts(around);
    const others = differing.filter((key) => !isPublication(key, publication));
    const ofAll = plan === undefined ? others : ofPlan(plan, others, known);
    const within = scope?.length ? partsAndPromises(scope, known, earlierFacts(around, ofAll)) : undefined;
    const changed = within ? ofAll.filter((key) => isWithin(key, within, known)) : ofAll;
    const [named, versions, earlier, rows] = await Promise.all([
      this.reader.statements(to, namingOf(streamsNamedApart(changed))),
      versionsOfDefinitions(this.reader, to, definitionsOfFigures(changed, around)),
      this.earlierWords(from, changed),
      rowFacts(this.reader, to, { updates: updatesIn(changed), known, plan }),
    ]);
    const isGone = (key: ChangedKey) => !standing(key.after) || kindOf(key) === 'dropped';
    const lost = changed.flatMap((key) => (key.before && isGone(key) ? [key.before] : []));
    const facts = new Facts([...around, ...named, ...versions, ...lost]); // what is gone is named as it was
    return changeLines({
      from,
      changed,
      facts,
      names: new Names(facts),
      earlier,
      words: new Facts(words),
      rows: new SilentRows(known.with(rows)),
      editorial: this.editorial,
      statusLabels: labelsOf(schemes),
      commitments: known
        .all('commitment')
        .filter((one) => one.get('identity') && (plan === undefined || one.plan === plan))
        .filter(({ id }) => within?.has(id) ?? true)
        .map(({ id }) => id),
    });
  }

  /** The words of commitments that have new versions of them, or are gone. */
  private async earlierWords(from: View, changed: readonly ChangedKey[]): Promise<Facts> {
    const wanted = changed.filter((key) =>
      standing(key.after) ? isWording(key) && !key.before : key.category === 'commitment',
    );
    const streams = [...new Set(wanted.map(({ stream }) => stream))];
    const words = streams.length === 0 ? [] : await this.reader.statements(from, { streams, facets: ['wording/*'] });
    return new Facts(words);
  }

  /** The newest day on which a report was published before that of the view; where there is none, before everything. */
  private async lastReportBefore(view: View, plan: string | undefined): Promise<string> {
    const published = await this.reader.statements(view, { categories: ['report'], facets: ['publication/*'] });
    const days = published.filter(({ withdrawn, reportedOn, data }: Statement) => {
      return !withdrawn && reportedOn < view.asReportedOn && (plan === undefined || data.planId === plan);
    });
    return (
      days
        .map(({ reportedOn }) => reportedOn)
        .sort()
        .at(-1) ?? BEFORE_EVERYTHING
    );
  }
}

@QueryHandler(GetFirstPromiseDay)
export class FirstPromiseDayHandler implements IQueryHandler<GetFirstPromiseDay> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, plan }: GetFirstPromiseDay) {
    const made = await this.reader.statements(view, {
      ...{ categories: ['commitment'], facets: ['identity'] },
      ...(plan === undefined ? {} : { plan }),
    });
    const days = made.filter(({ withdrawn }) => !withdrawn).map(({ reportedOn }) => reportedOn);
    return days.sort()[0] ?? null;
  }
}

function comparedKeys(plan: string | undefined): KeyFilter[] {
  if (plan === undefined) return [{ categories: COMPARED }, SCHEMES];
  return [{ categories: COMPARED, plan }, { streams: [streamOf('plan', plan)] }, ...OF_NO_PLAN, SCHEMES];
}

function isPublication({ stream, facet }: ChangedKey, of: ChangeFilter['publication']): boolean {
  return of !== undefined && stream === streamOf('report', of.report) && facet === `publication/${of.version}`;
}

/** Without metrics and decisions of other plans. */
function ofPlan(plan: string, changed: readonly ChangedKey[], known: Facts): ChangedKey[] {
  const metrics = metricsOf(plan, known);
  const decisions = decisionsOn(plan, known);
  return changed.filter(({ category, objectId, facet }) => {
    if (category === 'metric') return metrics.has(objectId);
    return category !== 'meeting' || decisions.has(partOf(facet, 1));
  });
}

/** Some parts of a plan with all that sits in them in either view: what has left them is among it, with what it holds. */
function partsAndPromises(scope: readonly string[], ...views: readonly Facts[]): Set<string> {
  return new Set(scope.flatMap((part) => views.flatMap((facts) => [...idsUnder(part, facts)])));
}

/** The same facts as the earlier view has them. */
function earlierFacts(around: readonly Statement[], changed: readonly ChangedKey[]): Facts {
  const keyOf = ({ stream, facet }: Pick<Statement, 'stream' | 'facet'>) => `${stream}/${facet}`;
  const otherwise = new Set(changed.map(keyOf));
  const unchanged = around.filter((statement) => !otherwise.has(keyOf(statement)));
  return new Facts([...unchanged, ...changed.flatMap(({ before }) => before ?? [])]);
}

/** What is said of some parts of a plan, or does not say of which. */
function isWithin({ category, objectId, facet, before, after }: ChangedKey, within: ReadonlySet<string>, known: Facts) {
  const some = (ids: readonly string[]) => ids.length === 0 || ids.some((id) => within.has(id));
  switch (category) {
    case 'commitment':
      return within.has(objectId) || !known.object(category, objectId)?.get('identity');
    case 'update':
    case 'milestone':
      return some(pointedAt(known.object(category, objectId)));
    case 'plan':
      if (/^(node|order)\//.test(facet)) return within.has(partOf(facet, 1));
      return partOf(facet, 0) !== 'delivery' || some(idsIn((after ?? before)?.data.targets));
    case 'report': {
      const { scope, target } = (after ?? before)?.data ?? {};
      return some([...idsIn(scope), ...idsIn(target === undefined ? [] : [target])]);
    }
    default:
      return true;
  }
}

function updatesIn(changed: readonly ChangedKey[]): Set<string> {
  return new Set(changed.flatMap(({ category, objectId }) => (category === 'update' ? [objectId] : [])));
}

/** Objects that names are not read of anyway. */
function streamsNamedApart(changed: readonly ChangedKey[]): string[] {
  const apart = new Set(['plan', 'meeting', 'programme', 'extrec', 'report']);
  return [...new Set(changed.filter(({ category }) => apart.has(category)).map(({ stream }) => stream))];
}

function definitionsOfFigures(changed: readonly ChangedKey[], around: readonly Statement[]): Statement[] {
  const figures = new Set(changed.filter(({ facet }) => facet.startsWith('value/')).map(({ stream }) => stream));
  return around.filter(({ facet, stream }) => facet === 'definition' && figures.has(stream));
}

/** The metrics on a plan's scorecard, of its outcomes and in its updates. */
function metricsOf(plan: string, facts: Facts): Set<string> {
  const own = facts.object('plan', plan);
  const onScorecard = own?.list('indicator/*/metrics').flatMap(({ data }) => idsIn(data.metricIds)) ?? [];
  const ofOutcomes = own?.list('outcome/*/metric/*', 'OutcomeMetricLinked').map(({ facet }) => partOf(facet, 3)) ?? [];
  const quoted = facts
    .all('update')
    .filter((update) => update.plan === plan)
    .flatMap((update) => update.list('figure/*', 'ProgressFigureLinked').map(({ data }) => String(data.metricId)));
  return new Set([...onScorecard, ...ofOutcomes, ...quoted]);
}

/** Decisions whose changes name the plan, a part of it or something that belongs to it. */
function decisionsOn(plan: string, facts: Facts): Set<string> {
  const nodes = facts.object('plan', plan)?.list('node/*') ?? [];
  const belonging = ['commitment', 'milestone', 'update'].flatMap((category) =>
    facts.all(category).filter((one) => one.plan === plan),
  );
  const ids = [plan, ...nodes.map(({ facet }) => partOf(facet, 1)), ...belonging.map(({ id }) => id)];
  const isNamedIn = (changes: unknown) => {
    const keysAndIds = JSON.stringify(changes);
    return ids.some((id) => keysAndIds.includes(id));
  };
  const linked = facts.all('meeting').flatMap((meeting) => meeting.list('decision/*/changes'));
  return new Set(linked.filter(({ data }) => isNamedIn(data.changes)).map(({ facet }) => partOf(facet, 1)));
}

export const viewChangeHandlers = [ChangesHandler, FirstPromiseDayHandler];
