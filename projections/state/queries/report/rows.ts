import type { Statement } from '../../statement.js';
import { type Facts, type ObjectFacts, partOf } from '../facts.js';
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
  targets: ReadonlySet<string>;
  /** Whether a paragraph is about a target: one that is not said to be about something else, or is said to be about it. */
  about: (target: string) => boolean;
}

export function rowOf(update: ObjectFacts): Row {
  const blocks = ((update.get('content')?.data.blocks ?? []) as { blockId: string }[]).map(({ blockId }) => blockId);
  const said = (update.get('block-targets')?.data.blockTargets ?? []) as { blockId: string; targets: unknown }[];
  const byBlock = new Map(said.map(({ blockId, targets }) => [blockId, idsIn(targets)]));
  const targets = idsIn(update.get('targets')?.data.targets);
  return {
    targets: new Set([...targets, ...[...byBlock.values()].flat()]),
    about: (target) =>
      blocks.some((block) => (byBlock.has(block) ? byBlock.get(block)!.includes(target) : targets.includes(target))),
  };
}

/** A row that names something and says nothing about it. */
export interface SilentRow {
  /** Where the report says so itself; absent where all the words of the row are about something else. */
  said?: Statement;
}

/** Which rows of standing reports name something and say nothing about it. */
export class SilentRows {
  /** By what reports say that they have no update about. */
  private readonly said = new Map<string, { report: CoveredReport; statement: Statement }[]>();

  constructor(private readonly facts: Facts) {
    for (const one of facts.all('report')) {
      const report = one.get('withdrawal') ? undefined : coveredReport(one);
      if (!report) continue;
      for (const statement of one.list('no-update/*')) {
        const target = partOf(statement.facet, 1);
        this.said.set(target, [...(this.said.get(target) ?? []), { report, statement }]);
      }
    }
  }

  /** Where standing reports say that they have no update about something. */
  saidOf(target: string): Statement[] {
    return (this.said.get(target) ?? []).map(({ statement }) => statement);
  }

  /** What an update is to something that it names: `undefined` where it says something about it. */
  of(update: string, target: string): SilentRow | undefined {
    const row = this.facts.object('update', update);
    if (!row) return undefined;
    const said = this.said.get(target)?.find(({ report }) => isOf(report, row))?.statement;
    if (said) return { said };
    return row.get('block-targets') && !rowOf(row).about(target) ? {} : undefined;
  }
}
