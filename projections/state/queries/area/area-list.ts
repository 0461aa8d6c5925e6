import { LAST_DAY, type Statement, type StatementFilter, type StateReader, type View } from '../../statement.js';
import { AreasByWidth } from '../scorecard/areas-by-width.js';
import { slotsOf } from '../slots.js';
import type { ListedArea } from './areas.js';

const AREAS: StatementFilter = { categories: ['settings'], facets: ['areas'] };

/** How wide areas are on the day of a view, by the list in force. */
export async function areasByWidth(reader: StateReader, view: View): Promise<AreasByWidth> {
  return new AreasByWidth(await listInForce(reader, view));
}

/** The areas of the list in force on the day of a view. */
export async function listedAreas(reader: StateReader, view: View): Promise<readonly ListedArea[]> {
  const list = await listInForce(reader, view);
  return (list?.data.areas ?? []) as unknown as ListedArea[];
}

/**
 * The list of areas in force on the day of a view. Its first version answers for every earlier day, as it does in rules:
 * papers are older than the ledger.
 */
async function listInForce(reader: StateReader, view: View): Promise<Statement | undefined> {
  const [known] = await reader.statements(view, AREAS);
  if (known && !known.withdrawn) return known;
  const [ever] = await reader.statements({ ...view, asReportedOn: LAST_DAY }, AREAS);
  if (!ever) return undefined;
  const versions = slotsOf(await reader.history(ever.stream, view.atSize), LAST_DAY);
  const days = versions.flatMap(({ original }) => (original.facet === ever.facet ? [original.reportedOn] : []));
  const [first] = await reader.statements({ ...view, asReportedOn: days.sort()[0]! }, AREAS);
  return first;
}
