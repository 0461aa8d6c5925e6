import type { QueryBus } from '@nestjs/cqrs';
import type { AreaAnswer } from '../../projections/state/queries/area/area.answers.js';
import { FindFirstDayOfArea, GetArea } from '../../projections/state/queries/area/area.queries.js';
import type { View } from '../../projections/state/statement.js';
import { ProblemError } from '../http/problem.js';
import { printedDay } from '../ledger/dates.js';

/**
 * An area by its code or name.
 *
 * @param list address of the list of areas, for whoever asked for one that is not known
 * @throws ProblemError 404 `unknown-object`, saying from which view on something is said of it
 */
export async function heldArea(
  queries: QueryBus,
  at: View,
  { reference, list }: { reference: string; list: string },
): Promise<AreaAnswer> {
  const area = await queries.execute(new GetArea(at, reference));
  if (area) return area;
  const first = await queries.execute(new FindFirstDayOfArea(reference, at.atSize));
  if (first === null || first <= at.asReportedOn)
    throw new ProblemError(
      404,
      'unknown-object',
      `Neither the list of areas nor a statement of this view knows an area with this code or name. See ${list}`,
      { field: 'id' },
    );
  throw new ProblemError(
    404,
    'unknown-object',
    `This area is not in this view: it was first named on ${printedDay(first)}. Ask for asReportedOn=${first} or later`,
    { field: 'id', extensions: { firstReportedOn: first } },
  );
}
