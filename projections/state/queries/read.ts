import { streamOf } from '../../../src/ledger/ids.js';
import type { Statement, StatementFilter, StateReader, View } from '../statement.js';
import { Facts } from './facts.js';
import { uuidsIn } from './references.js';
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

/** What reports are called. */
export const REPORT_TITLES: StatementFilter = { categories: ['report'], facets: ['publication/*'] };

/** What NAMING leaves out, for objects that are known: there are ever more of most of them. */
const ALSO_NAMING = [
  ...[
    'promise',
    'targets',
    'occasion',
    'publication/*',
    'outcome/*',
    'indicator/*',
    'tag-scheme/*',
    'tag/*',
    'variation/*',
  ],
  'delivery/*',
  ...['item/*', 'recommendation/*', 'decision/*', 'action/*', 'paper/*'],
];
const ALSO_NAMED = ['milestone', 'update', 'meeting', 'programme', 'extrec', 'report', 'plan'];

/** What all that some values mention takes its name from, but for what NAMING reads anyway. */
export function namingOf(values: readonly unknown[]): StatementFilter {
  const ids = uuidsIn(values);
  return {
    streams: ALSO_NAMED.flatMap((category) => ids.map((id) => streamOf(category, id))),
    facets: ALSO_NAMING,
  };
}

/** Reads the statements that fit any of the filters; what fits several counts once. */
export async function read(reader: StateReader, view: View, ...filters: StatementFilter[]): Promise<Facts> {
  return factsOf(await Promise.all(filters.map((filter) => reader.statements(view, filter))));
}

/** The same with the status schemes in force: statuses are shown in their words. */
export async function readWithSchemes(reader: StateReader, view: View, ...filters: StatementFilter[]): Promise<Facts> {
  const lists = filters.map((filter) => reader.statements(view, filter));
  return factsOf(await Promise.all([...lists, schemesInForce(reader, view)]));
}

/** The same with the names of all that the statements mention: for those that are few. */
export async function readNamed(reader: StateReader, view: View, ...filters: StatementFilter[]): Promise<Facts> {
  const [naming, ...lists] = await Promise.all([NAMING, ...filters].map((one) => reader.statements(view, one)));
  const mentioned = namingOf(lists.flat().map(({ data }) => data));
  return factsOf([naming!, ...lists, await reader.statements(view, mentioned)]);
}

/** Every statement once. */
export function factsOf(lists: readonly Statement[][]): Facts {
  const statements = lists.flat();
  return new Facts([...new Map(statements.map((one) => [`${one.stream}/${one.facet}`, one])).values()]);
}
