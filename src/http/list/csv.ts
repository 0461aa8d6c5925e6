import type { Column } from './columns.js';

/** A table as RFC 4180 has it: CRLF between lines, UTF-8 without a byte order mark, names of columns first. */
export function csvOf(columns: readonly Column[], items: readonly object[]): string {
  const names = columns.map(({ name }) => name).join(',');
  const rows = items.map((item) => columns.map((column) => quoted(textOf(column, item))).join(','));
  return [names, ...rows, ''].join('\r\n');
}

function textOf({ is, cell }: Column, item: object): string {
  const value = cell(item);
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = String(value);
  return (is === 'number' || is === 'value') && DECIMAL.test(text) ? text : escaped(text);
}

const DECIMAL = /^-?\d+(\.\d+)?$/;

/**
 * What spreadsheets take for a formula: a sign of it, full width or not, or a control character that some of them take
 * for the end of a cell, behind whatever is not seen or is taken off.
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}"']*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;

/**
 * A text that no spreadsheet runs as a formula. Where one might, an apostrophe is put before it; and before a text that
 * begins with one itself, so that taking one off gives every text back.
 */
export function escaped(text: string): string {
  return text.startsWith("'") || FORMULA.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",;\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
