import type { Column } from './columns.js';
import type { Table } from './table.js';

export const METADATA_JSON = 'application/csvm+json';

/**
 * What a table's file needs beside it, as CSV on the Web has it: what its columns mean, which view it was taken from,
 * and the hash of its bytes.
 *
 * @see https://www.w3.org/TR/tabular-metadata/
 */
export function metadataOf(
  { columns, title, address, view, entries, span, items, sha256 }: Table,
  licence: string,
): object {
  return {
    '@context': ['http://www.w3.org/ns/csvw', { ledger: 'urn:progress-ledger:' }],
    url: address,
    'dc:title': title,
    'dc:license': licence,
    dialect: { encoding: 'utf-8', lineTerminators: ['\r\n'], header: true },
    tableSchema: { columns: columns.map(described) },
    'ledger:view': view,
    'ledger:items': items,
    'ledger:entries': entries,
    'ledger:entryRange': span,
    'ledger:sha256': sha256,
  };
}

function described({ name, note, is, separator }: Column): object {
  return {
    name,
    titles: name,
    datatype: DATATYPES[is],
    ...(separator ? { separator } : {}),
    ...(note ? { 'dc:description': note } : {}),
  };
}

const DATATYPES: Record<Column['is'], unknown> = {
  text: 'string',
  id: 'string',
  value: 'string', // digits as they were reported, or words
  number: 'integer',
  day: 'date',
  instant: 'dateTimeStamp',
  flag: { base: 'boolean', format: 'yes|no' },
  json: 'json',
};
