import { hasWordsOn, isUpdateOf, type UpdateTargets } from '../../../../src/updates/about.js';
import type { Statement } from '../../statement.js';
import { type Facts, grouped, type ObjectFacts, partOf } from '../facts.js';
import { idIn, idsIn } from '../references.js';
import { type CoveredReport, coveredReport } from './published.js';

/** Of a report are updates that name it; of one that was read from a paper, those of its paper and day. */
export function isOf(report: Pick<CoveredReport, 'id' | 'source' | 'days'>, update: ObjectFacts): boolean {
  const content = update.get('content');
  if (!content) return false;
  const named = idIn(content.data.reportId);
  if (named) return named === report.id;
  return (
    report.source !== undefined && content.source?.doc === report.source && report.days.includes(content.reportedOn)
  );
}

/** An update as a row of a report. */
export interface Row {
  /** What it names, as a whole or by a paragraph. */
  targets: ReadonlySet<string>;
  /** Whether a paragraph is about a target: one that is not said to be about something else, or is said to be about it. */
  about: (target: string) => boolean;
  /** Whether it is about a target by itself, whatever its report says. */
  isUpdateOf: (target: string, plan: ObjectFacts | undefined) => boolean;
}

export function rowOf(update: ObjectFacts): Row {
  const blocks = (update.get('content')?.data.blocks ?? []) as { blockId: string }[];
  const said = (update.get('block-targets')?.data.blockTargets ?? []) as { blockId: string; targets: unknown }[];
  const own: UpdateTargets = {
    targets: idsIn(update.get('targets')?.data.targets),
    blocks: blocks.map(({ blockId }) => blockId),
    byBlock: new Map(said.map(({ blockId, targets }) => [blockId, idsIn(targets)])),
  };
  return {
    targets: new Set([...own.targets, ...[...own.byBlock.values()].flat()]),
    about: (target) => hasWordsOn(target, own),
    isUpdateOf: (target, plan) => isUpdateOf(target, own, (id) => plan?.get(`node/${id}`) !== undefined),
  };
}

/** A row that names something and says nothing about it. */
export interface SilentRow {
  /** Where the report says so itself; absent where all the words of the row are about something else. */
  said?: Statement;
}

/** Where a report says that it has no update about something. */
interface Said {
  target: string;
  report: CoveredReport;
  statement: Statement;
  /** It has one all the same: its amendment brought it, or a paragraph was said afterwards to be about that. */
  isContradicted: boolean;
}

/** Which rows of standing reports name something and say nothing about it. */
export class SilentRows {
  /** By the ids of updates. */
  private readonly rows: ReadonlyMap<string, { update: ObjectFacts; row: Row }>;
  /** By what reports say that they have no update about. */
  private readonly said: ReadonlyMap<string, Said[]>;

  constructor(facts: Facts) {
    this.rows = new Map(facts.all('update').map((update) => [update.id, { update, row: rowOf(update) }]));
    const naming = grouped(this.rows.values(), ({ row }) => [...row.targets]);
    const said = facts.all('report').flatMap((one) => {
      const report = one.get('withdrawal') ? undefined : coveredReport(one);
      if (!report) return [];
      const plan = facts.object('plan', report.plan);
      return one.list('no-update/*').map((statement): Said => {
        const target = partOf(statement.facet, 1);
        const isContradicted = (naming.get(target) ?? []).some(
          ({ update, row }) => isOf(report, update) && row.isUpdateOf(target, plan),
        );
        return { target, report, statement, isContradicted };
      });
    });
    this.said = grouped(said, ({ target }) => [target]);
  }

  /** Where standing reports say that they have no update about something. */
  saidOf(target: string): Statement[] {
    return (this.said.get(target) ?? []).map(({ statement }) => statement);
  }

  /** What an update is to something that it names: `undefined` where it says something about it. */
  of(update: string, target: string): SilentRow | undefined {
    const found = this.rows.get(update);
    if (!found?.update.get('content')) return undefined;
    const said = this.said
      .get(target)
      ?.find(({ report, isContradicted }) => !isContradicted && isOf(report, found.update))?.statement;
    if (said) return { said };
    return found.update.get('block-targets') && !found.row.about(target) ? {} : undefined;
  }
}
