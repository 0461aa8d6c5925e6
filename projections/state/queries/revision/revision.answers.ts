import { Member } from '../member.js';
import { PeriodAnswer } from '../metric/metric.answers.js';
import { Named } from '../references.js';

/** A figure as it was reported on one day. */
export class RevisionCell {
  @Member('day') reportedOn!: string;
  @Member('any', 'A decimal text, {n, of} for a rank, {low, high} for a range, or null.') value!: unknown;
  @Member('text', 'The value with its unit; "Withdrawn" where it was taken back.', { optional: true }) display?: string;
  @Member('text', 'In which the value is.', { optional: true }) unit?: string;
  @Member('text', 'repeat: printed again; differs: another value without a word that it changes the one before.', {
    oneOf: ['first', 'repeat', 'differs', 'revised', 'restated', 'withdrawn'],
  })
  what!: string;
  @Member('text', 'By how much the value changed, with its sign; absent where its unit is another one.', {
    optional: true,
  })
  change?: string;
  @Member('id') entryId!: string;
}

/** What a figure is about. */
class RevisedFigure {
  @Member('text', 'The key that it stands under.') id!: string;
  @Member(() => PeriodAnswer, '', { optional: true }) period?: PeriodAnswer;
  @Member('text', '', { optional: true }) periodDisplay?: string;
  @Member('text', 'The words that the paper has for the period.', { optional: true }) periodPrinted?: string;
  @Member(['json'], 'Areas by code and name.') areas!: unknown;
  @Member(['json'], 'Which part of the whole.', { optional: true }) breakdown?: unknown;
}

/** One figure, in the order in which it was reported. */
export class RevisionRow extends RevisedFigure {
  @Member([() => RevisionCell], 'The first report first.') cells!: RevisionCell[];
  @Member('any', 'The value as first reported.') first!: unknown;
  @Member('any', 'The value in this view; null where it was taken back.') latest!: unknown;
  @Member('whole', 'How often the body changed it or took it back.') revisions!: number;
  @Member('text', 'The mean of the changes, with two digits more than they have.', { optional: true })
  meanRevision?: string;
}

/** What was reported of every period, on every day that it was reported: revisions are read along the rows. */
export class RevisionTriangle {
  @Member(() => Named) metric!: Named;
  @Member(['day'], 'The days on which figures of this metric were reported.') vintages!: string[];
  @Member([() => RevisionRow], 'The latest period first.') rows!: RevisionRow[];
}

/** A figure as it was reported on one day, as a row of a table. */
export class RevisionLine extends RevisionCell {
  @Member(() => RevisedFigure) figure!: RevisedFigure;
}

/** Along the rows of the triangle. */
export function revisionLines({ rows }: RevisionTriangle): RevisionLine[] {
  return rows.flatMap(({ cells, ...figure }) => cells.map((cell) => ({ ...cell, figure })));
}
