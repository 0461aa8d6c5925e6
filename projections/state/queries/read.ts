import type { Statement, StatementFilter, StateReader, View } from '../statement.js';
import { Facts } from './facts.js';
import { schemesInForce } from './schemes.js';

/** What other answers take names and places from. */
export const NAMING: StatementFilter = {
  facets: [
    'name',
    'role/*',
    'identity',
    'description',
    'definition',
    'place',
    'node/*',
    'node/*/title',
    'node/*/place',
  ],
};

/** Reads the statements that fit any of the filters; what fits several counts once. */
export async function read(reader: StateReader, view: View, ...filters: StatementFilter[]): Promise<Facts> {
  return factsOf(await Promise.all(filters.map((filter) => reader.statements(view, filter))));
}

/** The same with the status schemes in force: statuses are shown in their words. */
export async function readWithSchemes(reader: StateReader, view: View, ...filters: StatementFilter[]): Promise<Facts> {
  const lists = filters.map((filter) => reader.statements(view, filter));
  return factsOf(await Promise.all([...lists, schemesInForce(reader, view)]));
}

/** Every statement once. */
export function factsOf(lists: readonly Statement[][]): Facts {
  const statements = lists.flat();
  return new Facts([...new Map(statements.map((one) => [`${one.stream}/${one.facet}`, one])).values()]);
}
