import type { Day } from '../../../../src/ledger/dates.js';
import { compareDecimals, meanOf, minus } from '../../../../src/ledger/decimals.js';
import { sameJson } from '../../../../src/ledger/same-json.js';
import type { HistoryEntry } from '../../statement.js';
import { compare, grouped, type ObjectFacts, present } from '../facts.js';
import { unitOf } from '../metric/definitions.js';
import { display, figureOf, lastDay } from '../metric/observation.js';
import { displayPeriod } from '../period.js';
import type { Named } from '../references.js';
import { before, type Slot, slotsOf } from '../slots.js';
import type { RevisionCell, RevisionRow, RevisionTriangle } from './revision.answers.js';

/**
 * All figures of a metric by the days on which they were reported. A correction by the ledger shows in the figure that
 * it puts right and is no revision; what was voided was never said.
 *
 * @param defined the metric with the versions of its definition
 */
export function revisionTriangle(
  metric: Named,
  history: readonly HistoryEntry[],
  { defined, on }: { defined: ObjectFacts | undefined; on: Day },
): RevisionTriangle {
  const slots = slotsOf(history, on).filter(({ original }) => original.facet.startsWith('value/'));
  const byFigure = grouped(slots, ({ original }) => [original.facet]);
  const rows = [...byFigure].map(([facet, reports]) => row(facet, reports.sort(inOrder), defined));
  return {
    metric,
    vintages: [...new Set(slots.map(({ original }) => original.reportedOn))].sort(),
    rows: rows.sort((a, b) => compare(lastDay(b.period) ?? '', lastDay(a.period) ?? '') || compare(a.id, b.id)),
  };
}

function inOrder(a: Slot, b: Slot): number {
  return before(a, b) ? -1 : 1;
}

function row(facet: string, reports: readonly Slot[], metric: ObjectFacts | undefined): RevisionRow {
  const cells: RevisionCell[] = [];
  for (const report of reports) cells.push(cell(report, cells.at(-1), metric));
  const { data, effective } = reports[0]!.text;
  return present<RevisionRow>({
    id: facet.slice('value/'.length),
    period: effective,
    periodDisplay: effective && displayPeriod(effective),
    periodPrinted: data.periodPrinted as string | undefined,
    areas: data.areas ?? [],
    breakdown: data.breakdown,
    cells,
    first: cells[0]!.value,
    latest: cells.at(-1)!.value,
    revisions: cells.filter(({ what }) => CHANGES.has(what)).length,
    meanRevision: meanOf(cells.flatMap(({ what, change }) => (CHANGES.has(what) && change ? [change] : []))),
  });
}

const CHANGES: ReadonlySet<string> = new Set(['revised', 'restated', 'withdrawn']);

function cell(
  { original, text }: Slot,
  earlier: RevisionCell | undefined,
  metric: ObjectFacts | undefined,
): RevisionCell {
  const isBack = original.type === 'Withdrawn';
  const value = isBack ? null : figureOf(text.data);
  const unit = isBack ? earlier?.unit : unitOf(text.data, metric);
  const isComparable = unit === earlier?.unit;
  return present<RevisionCell>({
    reportedOn: original.reportedOn,
    value,
    display: isBack ? 'Withdrawn' : display(value, unit),
    unit,
    what: whatIsSaid(original.type, isComparable && isSame(value, earlier?.value), earlier),
    change: isComparable ? changeOf(value, earlier?.value) : undefined,
    entryId: text.id,
  });
}

const BY_TYPE: Readonly<Record<string, string>> = {
  Revised: 'revised',
  Restated: 'restated',
  Withdrawn: 'withdrawn',
};

function whatIsSaid(type: string, isRepeat: boolean, earlier: RevisionCell | undefined): string {
  if (BY_TYPE[type]) return BY_TYPE[type];
  if (!earlier) return 'first';
  return isRepeat ? 'repeat' : 'differs';
}

function changeOf(value: unknown, earlier: unknown): string | undefined {
  return typeof value === 'string' && typeof earlier === 'string' ? minus(value, earlier) : undefined;
}

/** Equal numbers are one value, however many zeros they are printed with. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return compareDecimals(a, b) === 0;
  return sameJson(a, b);
}
