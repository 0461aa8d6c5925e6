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
import { type Facts, partOf } from '../facts.js';
import { versionsOfDefinitions } from '../metric/definitions.js';
import { Names } from '../names.js';
import { factsOf, NAMING } from '../read.js';
import { idsIn } from '../references.js';
import { labelsOf, schemesInForce } from '../schemes.js';
import { standing } from './change-kinds.js';
import type { ViewBefore } from './view-change.answers.js';
import { changeLines, countsOf, isWording } from './view-change.assembler.js';
import { GetChanges } from './view-change.queries.js';

/** Compared with a view of this day everything is new. */
const BEFORE_EVERYTHING = '0001-01-01';

/** All that promises, figures and decisions are made of; bodies, documents and settings are not compared. */
const COMPARED: KeyFilter = {
  categories: ['plan', 'commitment', 'update', 'milestone', 'metric', 'meeting', 'programme', 'extrec', 'report'],
};

/** What lines take names from; what updates and milestones are about; which metrics and decisions belong to a plan. */
const AROUND: StatementFilter = {
  facets: [
    ...NAMING.facets!,
    ...['targets', 'attached/*/*', 'promise'],
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
    this.editorial = new Set(catalogue.events.filter(({ editorial }) => editorial).map(({ name }) => name));
  }

  async execute({ view, filter: { from, fromSize, plan, kind } }: GetChanges) {
    const earlier: ViewBefore = {
      asReportedOn: from ?? (await this.lastReportBefore(view, plan)),
      atSize: fromSize ?? view.atSize,
    };
    const lines = await this.compare(earlier, view, plan);
    const wanted = kind === undefined ? lines : lines.filter((line) => line.kind === kind);
    return { from: earlier, summary: countsOf(lines), lines: await cited(this.reader, view, wanted) };
  }

  private async compare(from: View, to: View, plan: string | undefined) {
    const around = await this.reader.statements(to, AROUND);
    const known = factsOf([around]);
    const changed = await this.changed(from, to, plan, known);
    const lost = changed.flatMap(({ before, after }) => (before && !standing(after) ? [before] : []));
    const figures = new Set(changed.filter(({ facet }) => facet.startsWith('value/')).map(({ stream }) => stream));
    const definitions = around.filter(({ facet, stream }) => facet === 'definition' && figures.has(stream));
    const versions = await versionsOfDefinitions(this.reader, to, definitions);
    const facts = factsOf([around, lost, versions]); // what is gone is named as it was
    return changeLines({
      from,
      changed,
      facts,
      names: new Names(facts),
      earlier: await this.earlierWords(from, changed),
      editorial: this.editorial,
      statusLabels: await this.statusLabels(to, changed),
      commitments: known
        .all('commitment')
        .filter((one) => one.get('identity') && (plan === undefined || one.plan === plan))
        .map(({ id }) => id),
    });
  }

  /** Of a plan: what says so, its own statements, its metrics, and decisions that changed a part of it. */
  private async changed(from: View, to: View, plan: string | undefined, known: Facts): Promise<ChangedKey[]> {
    if (plan === undefined) return this.reader.changed(from, to, COMPARED);
    const metrics = metricsOf(plan, known).map((id) => streamOf('metric', id));
    const decisions = decisionsOn(plan, known);
    const lists = await Promise.all([
      this.reader.changed(from, to, { ...COMPARED, plan }),
      this.reader.changed(from, to, { streams: [streamOf('plan', plan), ...metrics] }),
      decisions.length === 0 ? [] : this.reader.changed(from, to, withParts(decisions)),
    ]);
    return [...new Map(lists.flat().map((key) => [`${key.stream}/${key.facet}`, key])).values()];
  }

  /** The statuses in words, where any is otherwise. */
  private async statusLabels(view: View, changed: readonly ChangedKey[]): Promise<ReadonlyMap<string, string>> {
    const isStatus = ({ category, facet }: ChangedKey) => category === 'commitment' && facet.startsWith('status/');
    return labelsOf(changed.some(isStatus) ? await schemesInForce(this.reader, view) : []);
  }

  /** The words of commitments that have new versions of them, or are gone. */
  private async earlierWords(from: View, changed: readonly ChangedKey[]): Promise<Facts> {
    const wanted = changed.filter((key) =>
      standing(key.after) ? isWording(key) && !key.before : key.category === 'commitment',
    );
    const streams = [...new Set(wanted.map(({ stream }) => stream))];
    const words = streams.length === 0 ? [] : await this.reader.statements(from, { streams, facets: ['wording/*'] });
    return factsOf([words]);
  }

  /** The newest day on which a report was published before that of the view. */
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

/** The metrics on a plan's scorecard, of its outcomes and in its updates. */
function metricsOf(plan: string, facts: Facts): string[] {
  const own = facts.object('plan', plan);
  const onScorecard = own?.list('indicator/*/metrics').flatMap(({ data }) => idsIn(data.metricIds)) ?? [];
  const ofOutcomes = own?.list('outcome/*/metric/*', 'OutcomeMetricLinked').map(({ facet }) => partOf(facet, 3)) ?? [];
  const quoted = facts
    .all('update')
    .filter((update) => update.plan === plan)
    .flatMap((update) => update.list('figure/*', 'ProgressFigureLinked').map(({ data }) => String(data.metricId)));
  return [...new Set([...onScorecard, ...ofOutcomes, ...quoted])];
}

/** Decisions whose changes name the plan, a part of it or something that belongs to it. */
function decisionsOn(plan: string, facts: Facts): { stream: string; facet: string }[] {
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
  return linked
    .filter(({ data }) => isNamedIn(data.changes))
    .map(({ stream, facet }) => ({ stream, facet: facet.slice(0, facet.lastIndexOf('/')) }));
}

/** These keys, and those below them. */
function withParts(keys: readonly { stream: string; facet: string }[]): KeyFilter {
  const facets = keys.map(({ facet }) => facet);
  const streams = [...new Set(keys.map(({ stream }) => stream))];
  return { streams, facets, prefixes: facets.map((facet) => `${facet}/`) };
}

export const viewChangeHandlers = [ChangesHandler];
