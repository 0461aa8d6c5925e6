import { createHash } from 'node:crypto';
import type { Provenance } from '../../../projections/state/queries/provenance.js';
import type { EntryKind } from '../../ledger/event.js';
import type { TableQuery } from '../view/parameters.js';
import type { Reading } from '../view/reading.js';
import type { ViewDto } from '../view/view.dto.js';
import type { Column } from './columns.js';
import { csvOf } from './csv.js';

/** A list, or the page of it that was asked for, as the bytes of a file and what is to be known of them. */
export interface Table {
  columns: readonly Column[];
  title: string;
  csv: string;
  /** SHA-256 of those bytes, in hexadecimal digits. */
  sha256: string;
  /** Of the file, in ASCII. */
  fileName: string;
  /** Where the same bytes are to be had again. */
  address: string;
  /** Where {@link metadataOf} it is. */
  metadataAddress: string;
  view: ViewDto;
  /** Rows. */
  items: number;
  /** Rows by how the entry that answers for them came in. */
  entries: Record<EntryKind, number>;
  /** Smallest and largest place of those entries in the ledger; `null` where there is none. */
  span: { first: number; last: number } | null;
}

export function tableOf(
  items: readonly object[],
  reading: Reading<TableQuery>,
  { columns, title }: Pick<Table, 'columns' | 'title'>,
): Table {
  const csv = csvOf(columns, items);
  const places = items.map(originOf).flatMap((origin) => (origin ? [origin.index] : []));
  return {
    ...{ columns, title, csv },
    sha256: createHash('sha256').update(csv).digest('hex'),
    fileName: fileNameOf(reading),
    address: reading.address({ format: 'csv' }),
    metadataAddress: reading.address({ format: 'metadata' }),
    view: reading.view!,
    items: items.length,
    entries: entriesOf(items),
    span: places.length === 0 ? null : spanOf(places),
  };
}

/** How many items rest on an entry of each kind. */
export function entriesOf(items: readonly object[]): Record<EntryKind, number> {
  const counts: Record<EntryKind, number> = { live: 0, backfill: 0, correction: 0 };
  for (const item of items) {
    const origin = originOf(item);
    if (origin) counts[origin.entry]++;
  }
  return counts;
}

/** The entry that answers for an item; an item of a history is one itself. */
function originOf(item: object): Pick<Provenance, 'index' | 'entry'> | undefined {
  const { from, index, entry } = item as { from?: Provenance } & Partial<Provenance>;
  if (from) return from;
  return index !== undefined && entry !== undefined ? { index, entry } : undefined;
}

function spanOf(places: readonly number[]): { first: number; last: number } {
  const [first, last] = places.reduce(
    ([least, most], place) => [Math.min(least, place), Math.max(most, place)],
    [places[0]!, places[0]!],
  );
  return { first, last };
}

/**
 * `<plan>_commitments_as-reported-2022-08-04_at-1999.csv`; what is about no single plan begins with the list, such as
 * `commitments-C22-01-history`.
 */
function fileNameOf({ path, query, view }: Reading): string {
  const [, ownPlan, rest] = /^\/api\/plans\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const plan = ownPlan ?? (query as { plan?: string }).plan;
  const list = (rest ?? path.replace(/^\/api\//, '')).replaceAll('/', '-');
  const name = [plan, list].flatMap((part) => (part === undefined ? [] : part.replaceAll(/[^\w.-]/g, '_'))).join('_');
  return `${name}_as-reported-${view!.asReportedOn}_at-${view!.atSize}.csv`;
}
