import type { Response } from 'express';
import type { Page } from '../view/page.js';
import type { TableQuery } from '../view/parameters.js';
import type { Reading } from '../view/reading.js';
import { columnsOf } from './columns.js';
import { METADATA_JSON, metadataOf } from './metadata.js';
import { type Table, tableOf } from './table.js';

// biome-ignore lint/suspicious/noExplicitAny: a class of any shape; only its declared members matter
type Class = new (...args: any[]) => object;

/** The rows of a table. */
export interface Rows {
  of: Class;
  /** Takes them out of an answer; absent where that is a page of them. */
  // biome-ignore lint/suspicious/noExplicitAny: an answer of any shape; the route that declares it knows which
  from?: (answer: any) => readonly object[];
}

/** What a route lists, and what the list is, in words. */
export interface Listing extends Rows {
  title: string;
}

/** An answer in another form than JSON, if that was asked for; sets the headers that belong to it. */
export function tableAnswer(
  answer: object,
  reading: Reading<TableQuery>,
  { of, from, title }: Listing,
  { response, licence }: { response: Response; licence: string },
): unknown {
  const { items, next } = from ? { items: from(answer), next: null } : (answer as Page<object>);
  const table = tableOf(items, reading, { columns: columnsOf(of), title });
  if (reading.query.format === 'metadata') {
    response.setHeader('Content-Type', METADATA_JSON);
    return metadataOf(table, licence);
  }
  response.setHeader('Content-Type', 'text/csv; charset=utf-8; header=present');
  response.setHeader('Content-Disposition', `attachment; filename="${table.fileName}"`);
  response.setHeader('Ledger-Content-Sha256', table.sha256);
  response.setHeader('Link', linksOf(table, next).join(', '));
  return table.csv;
}

/** RFC 8288: what describes the file, and what comes behind it where it is one page of several. */
function linksOf({ metadataAddress }: Table, next: string | null): string[] {
  const description = `<${metadataAddress}>; rel="describedby"; type="${METADATA_JSON}"`;
  return next === null ? [description] : [description, `<${next}>; rel="next"`];
}
