import fc from 'fast-check';
import { readCsv as read, unescaped } from '../../../test/support/csv.js';
import type { Column } from './columns.js';
import { csvOf, escaped } from './csv.js';

const columns = (is: Column['is'], ...names: string[]): Column[] =>
  names.map((name) => ({ name, note: '', is, cell: (item) => (item as Record<string, never>)[name] }));

describe('a table as CSV', () => {
  it('has a line for the names of its columns, then one for each item, each with CRLF at its end', () => {
    expect(csvOf(columns('text', 'a', 'b'), [{ a: 'x', b: 'y' }, { a: 'z' }])).toBe('a,b\r\nx,y\r\nz,\r\n');
    expect(csvOf(columns('text', 'a'), [])).toBe('a\r\n');
  });

  it('quotes what would end a cell', () => {
    const [, row] = csvOf(columns('text', 'a'), [{ a: 'one, "two"\r\nthree' }]).split(/\r\n(?=")/);
    expect(row).toBe('"one, ""two""\r\nthree"\r\n');
  });

  it('leaves digits as they were reported, also below zero', () => {
    const digits = ['-3', '-0.50', '12', '007'];
    for (const is of ['number', 'value'] as const)
      expect(csvOf(columns(is, ...digits), [Object.fromEntries(digits.map((one) => [one, one]))])).toContain(
        '-3,-0.50,12,007',
      );
  });

  it('says yes and no', () => {
    expect(csvOf(columns('flag', 'a', 'b'), [{ a: true, b: false }])).toBe('a,b\r\nyes,no\r\n');
  });

  it.each([
    ...['=1+1', '+1', '-1+2', '@SUM(A1)', '=HYPERLINK("http://x","y")', '=cmd|"/c calc"!A1', '-cmd', '+cmd', '@cmd'],
    ...['\t=1', '\r=1', '\n=1', '\ttext', '\rtext', '\ntext', '\r\n=1', ' =1', '  +1', '\u00a0=1', '\u3000@x'],
    ...['\ufeff=1', '\u200b=1', '\u200e-1', '\u2060+x', '\u0000=1', '\u001b@x', '\u0085=1', '\u2028=1'],
    ...['"=1', '""=1', '"\t=1', "'=1", "''=1", '\'"=1', '" -1'],
    ...['＝1', '＋1', '－1', '＠x', ' ＝1', '"＝1', "'", "'text", "''"],
  ])('lets no spreadsheet run %j', (hostile) => {
    for (const is of ['text', 'id', 'json', 'value', 'number', 'day'] as const) {
      const [, row] = read(csvOf(columns(is, 'a'), [{ a: hostile }]));
      expect(row![0]).toBe(`'${hostile}`);
      expect(unescaped(row![0]!)).toBe(hostile);
    }
  });

  it.each([
    'text',
    'a=b',
    '1-2',
    'C22-01',
    'a@b.example',
    "it's",
    '2022-08-04',
    '(1)',
    '{"a":"=1"}',
    '',
    '“=1”',
  ])('leaves %j alone', (text) => {
    expect(escaped(text)).toBe(text);
  });

  it('gives every text back, whatever it holds', () => {
    const nasty = fc.stringMatching(/^[-=+@'",;\t\r\n a＝\ufeff]{0,6}$/);
    const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), nasty);
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, text), { maxLength: 5 }), (rows) => {
        const items = rows.map(([a, b, c]) => ({ a, b, c }));
        const [names, ...cells] = read(csvOf(columns('text', 'a', 'b', 'c'), items));
        expect(names).toEqual(['a', 'b', 'c']);
        expect(cells.map((row) => row.map(unescaped))).toEqual(rows);
        for (const cell of cells.flat()) expect(cell).not.toMatch(/^["\s]*[=+\-@\t\r]/);
      }),
      { numRuns: 1_000 },
    );
  });
});
