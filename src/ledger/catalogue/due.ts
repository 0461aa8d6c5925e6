import { statementData } from '../history.js';
import { type Finding, note, refusal, type Situation } from './catalogue.js';
import { Choice, Day, Flag, Narrative, Part, Text } from './fields.js';

/** When something is due, and how such a date changes: of milestones, target dates, actions and recommendations alike. */

export const PRECISIONS = ['day', 'month', 'quarter', 'season', 'financialYear', 'year', 'periodEnd'] as const;
export const DUE_BASES = ['printed', 'readFromReport', 'readFromPlanLaunch'] as const;

/** A half-open range of days, as exact as the paper. It is overdue from `to` on. */
export class Due {
  @Day() from!: string;
  @Day({ note: 'First day after the range.' }) to!: string;
  @Choice(PRECISIONS) precision!: (typeof PRECISIONS)[number];
  @Text({ optional: true, max: 200, note: 'The words of the paper: "Autumn", "2022/3".' }) printed?: string;
  @Choice(DUE_BASES) basis!: (typeof DUE_BASES)[number];
}

/** A later date is a move, an earlier one an advance, a narrower one inside the old range a refinement. */
export const DATE_CHANGES = ['move', 'advance', 'refinement'] as const;
export type DateChange = (typeof DATE_CHANGES)[number];

/** Another date, as people enter it. */
export class DateMove {
  @Part(() => Due) due!: Due;
  @Narrative({ optional: true, note: 'Needed for a later or earlier date, unless none was given.' }) reason?: string;
  @Flag({ optional: true, note: 'The paper gives no reason.' }) notGiven?: boolean;
}

/** Another date, as the entry holds it. */
export class MovedDate extends DateMove {
  @Part(() => Due, { note: 'The date before.' }) from!: Due;
  @Choice(DATE_CHANGES, { note: 'Later; earlier; narrower within the range before.' }) effect!: DateChange;
}

/** What a new date does to the one before; both ranges are half-open. */
export function dateChange(before: Due, after: Due): DateChange {
  if (after.from >= before.from && after.to <= before.to) return 'refinement';
  return after.to > before.to ? 'move' : 'advance';
}

/** The payload of a moved date: as sent, with the date before and the kind of change where there is a date before. */
export function datedBefore(sent: object, { due }: DateMove, before: Due | undefined): object {
  return before ? { ...sent, from: before, effect: dateChange(before, due) } : sent;
}

/** What holds for every date. */
export function dueRules({ from, to }: Due, field: string): Finding[] {
  return [to <= from && refusal(`${field}.to`, 'The end of the date range must be after its start')];
}

/**
 * What holds for a first date.
 *
 * @param exists said where there is another date already
 */
export function firstDateRules(due: Due, before: Due | undefined, exists: string): Finding[] {
  return [...dueRules(due, 'due'), !!before && refusal('due', sameRange(before, due) ? NOT_CHANGED : exists)];
}

/**
 * What holds for another date.
 *
 * @param askForReason said where a later or earlier date has neither a reason nor the word that none was given
 */
export function moveRules(
  { due, from, effect, reason, notGiven }: MovedDate,
  before: Due | undefined,
  askForReason: string,
): Finding[] {
  if (!before) return [refusal('due', 'There is no date to move. Enter the date first')];
  const change = dateChange(before, due);
  return [
    ...dueRules(due, 'due'),
    sameRange(before, due) && refusal('due', NOT_CHANGED),
    change !== 'refinement' && !reason?.trim() && !notGiven && refusal('reason', askForReason),
    !sameRange(from, before) && refusal('from', 'The date before was another one'),
    effect !== change && refusal('effect', `From the date before to this one counts as ${change}`),
  ];
}

/**
 * A later paper that moves the date was loaded first: what it says of the date before is what was known then.
 *
 * @param facet of the date
 */
export function laterMoveNotes(due: Due, facet: string, { history, reportedOn, target }: Situation): Finding[] {
  if (target) return [];
  const [next] = history.events
    .filter(({ id, type }) => type !== 'EntryCorrected' && history.facetOf(id) === facet && !history.voidOf(id))
    .map((event) => ({ event, day: event.metadata.reportedOn! }))
    .filter(({ day }) => day > reportedOn!)
    .sort((one, other) => (one.day < other.day ? -1 : Number(one.day > other.day)));
  const from = next && (statementData(history.textOf(next.event)).from as Due | undefined);
  if (!from || sameRange(from, due)) return [];
  const message =
    `A later paper that moves this date was loaded before (entry ${next.event.id}). ` +
    'Its entry goes on naming the date before as it was known then; answers count from this one';
  return [note('later-move-loaded', 'due', message)];
}

const NOT_CHANGED = 'The date has not changed';

function sameRange(one: Due, other: Due): boolean {
  return one.from === other.from && one.to === other.to;
}
