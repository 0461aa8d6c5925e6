import type { StateReader, View } from '../../statement.js';
import type { DueAnswer } from '../due.js';
import type { Facts } from '../facts.js';
import { countedMoves, dateSteps } from '../overdue/date-moves.js';

/** How often a target date was put off and brought forward, and what it was at first where that was another one. */
export interface CountedMoves {
  moved: number;
  advanced: number;
  firstDue?: DueAnswer;
}

/** Of the commitments whose target date has moved, by id. Only their histories are read. */
export async function targetDateMoves(
  reader: StateReader,
  { asReportedOn, atSize }: View,
  facts: Facts,
): Promise<Map<string, CountedMoves>> {
  const moved = facts.all('commitment').filter((one) => one.of('target-date', 'TargetDateMoved'));
  if (moved.length === 0) return new Map();
  const histories = await reader.histories(
    moved.map(({ stream }) => stream),
    atSize,
  );
  return new Map(
    moved.map(({ id }, index) => [id, countedMoves(dateSteps(histories[index]!, 'target-date', asReportedOn))]),
  );
}
