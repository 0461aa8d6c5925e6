import type { Difference, Row } from '../../projections/runner/replay.js';

/** Characters of a value that are shown. */
const MOST = 60;

/** What to do where the log, its tree or a checkpoint does not agree with the event store. */
export const UNLIKE_SEALED =
  'What is stored differs from what was sealed. Do not rebuild a read model: it would publish what was altered. Stop ' +
  'api, keep a copy of the databases as they are, and compare it with a backup and with a mirror of the log: see ' +
  'Restore in docs/operations.md.';

/**
 * How a read model differs from a replay of the events, one line a table.
 *
 * @param isAsSealed the events are those that were sealed. Otherwise nothing is advised: the read model may be the part
 *   that is right.
 */
export function readModelFaults(name: string, differences: readonly Difference[], isAsSealed: boolean): string[] {
  return differences.map(({ table, missing, surplus, example }) => {
    const said = `${name}, table ${table}: ${missing} rows missing, ${surplus} rows too many, such as ${placeOf(example)}`;
    return isAsSealed ? `${said}. Rebuild it: ledger projections rebuild ${name}` : said;
  });
}

/** The entry and the key of a row; where both builds have a row of them, also the first member that differs. */
function placeOf({ live, replayed }: Difference['example']): string {
  const name = nameOf((live ?? replayed)!);
  if (!live || !replayed || nameOf(replayed) !== name) return name;
  const { path, one, other } = firstDifference(live, replayed)!;
  return `${name}, where ${path} is ${shown(one)}, and by the events ${shown(other)}`;
}

/** By its entry and key as far as it has them, otherwise by its first column. */
function nameOf(row: Row): string {
  const entry = row.sequence ?? row.src;
  const said = [
    ...(entry === undefined ? [] : [`entry ${entry}`]),
    ...(row.key_id === undefined ? [] : [`key ${row.key_id}`]),
  ];
  const [[column, value] = []] = Object.entries(row);
  return said.length > 0 ? said.join(', ') : `${column} ${shown(value)}`;
}

/** The first member that two values do not share, by its path with slashes; `undefined` where they are equal. */
function firstDifference(
  one: unknown,
  other: unknown,
  path = '',
): { path: string; one: unknown; other: unknown } | undefined {
  if (JSON.stringify(one) === JSON.stringify(other)) return undefined;
  if (!isParted(one) || !isParted(other)) return { path, one, other };
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = firstDifference(one[key], other[key], path === '' ? key : `${path}/${key}`);
    if (found) return found;
  }
  return undefined;
}

function isParted(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'absent';
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
