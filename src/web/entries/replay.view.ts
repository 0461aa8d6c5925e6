import type {
  ReplayDay,
  ReplayPlace,
  ReplayPlaces,
  ReplayStep,
} from '../../../projections/audit-trail/queries/trail/replay.answers.js';
import type { PlanCounts, PlanTree } from '../../../projections/state/queries/plan/plan.answers.js';
import type { View } from '../../../projections/state/statement.js';
import { type CommitmentRow, commitmentRow } from '../commitments/commitment-row.js';
import type { DiffPart } from '../parts/word-diff.js';
import { pathOfPlan } from '../plans/plan.view.js';
import { planTable } from '../plans/plan-table.js';
import { commitmentsUnder, type StatusTable } from '../plans/status-table.js';
import type { DateFields, FieldError } from '../time/time-form.js';
import { diffOf } from './entry.view.js';
import { type Sentence, sentenceOf } from './told.js';

/** More of them are folded. */
const MOST_DAYS = 8;

/** The jumps that are offered, in this order; where there is nothing to go to, that is said. */
const JUMPS = ['nextDay', 'nextReport', 'nextCorrection', 'nextRestatement'] as const;

/** A view to go to. */
export type Stop = View & { index: number };

/** A plan as the ledger showed it after one of its entries. */
export interface ReplayPage {
  plan: { title: string; path: string };
  path: string;
  /** `null` where none about the plan is known in the view. */
  step: {
    entry: ReplayStep['entry'];
    sentence: Sentence;
    diff: DiffPart[];
    number: number;
  } | null;
  to: { [K in 'first' | 'previous' | 'next' | 'last']?: Stop };
  jumps: { key: (typeof JUMPS)[number]; to?: Stop }[];
  days: (Pick<ReplayDay, 'reportedOn' | 'count'> & { to: Stop })[];
  areDaysFolded: boolean;
  table: StatusTable;
  /** By row of the table: the entry changed something in there. */
  marked: boolean[];
  /** Commitments that the entry is about or names, as they stand with it. */
  touched: CommitmentRow[];
  fields: DateFields;
  error: FieldError | { key: 'replay.jump.before'; field: 'day' } | null;
}

/** What the page is made of. */
export interface Replayed {
  plan: PlanTree;
  counts: PlanCounts;
  step: ReplayStep | null;
  days: readonly ReplayDay[];
  view: View;
  /** The reader keeps to a day: entries are taken in one by one, but seen as reported on it. */
  keepsDay: boolean;
}

export function replayPage(
  { plan, counts, step, days, view, keepsDay }: Replayed,
  form: Pick<ReplayPage, 'fields' | 'error'>,
): ReplayPage {
  const path = pathOfPlan(plan);
  const stop = ({ index, recordedOn }: ReplayPlace): Stop => ({
    ...{ index, atSize: index + 1, asReportedOn: keepsDay ? view.asReportedOn : recordedOn },
  });
  const places: ReplayPlaces = step?.to ?? {};
  const stops = <K extends keyof ReplayPlaces>(...names: K[]) =>
    Object.fromEntries(names.flatMap((name) => (places[name] ? [[name, stop(places[name])]] : []))) as {
      [N in K]?: Stop;
    };
  const named = new Set(step?.entry.mentions.map(({ id }) => id));
  const all = [...plan.commitments, ...plan.children.flatMap(commitmentsUnder)];
  const table = planTable(plan, counts);
  return {
    plan: { title: plan.title ?? plan.externalIds[0] ?? plan.id, path },
    path: `${path}/replay`,
    step: step && {
      ...{ entry: step.entry, number: step.number },
      ...{ sentence: sentenceOf(step.entry), diff: diffOf(step.entry.effect.diff) },
    },
    to: stops('first', 'previous', 'next', 'last'),
    jumps: JUMPS.map((key) => ({ key, ...(places[key] ? { to: stop(places[key]) } : {}) })),
    days: days.map(({ reportedOn, count, last, recordedOn }) => ({
      ...{ reportedOn, count, to: stop({ index: last, recordedOn }) },
    })),
    areDaysFolded: days.length > MOST_DAYS,
    table,
    marked: [
      ...plan.children.map((node) => isNamed(node, named)),
      ...(table.rows.length > plan.children.length ? [plan.commitments.some(({ id }) => named.has(id))] : []),
    ],
    touched: all.filter(({ id }) => named.has(id)).map((one) => commitmentRow(one)),
    ...form,
  };
}

type Node = PlanTree['children'][number];

/** The entry is about a part of a plan, or about something in it. */
function isNamed(node: Node, named: ReadonlySet<string>): boolean {
  return (
    named.has(node.id) ||
    node.commitments.some(({ id }) => named.has(id)) ||
    node.milestones.some(({ id }) => named.has(id)) ||
    node.updates.some(({ id }) => named.has(id)) ||
    node.children.some((child) => isNamed(child, named))
  );
}
