/** Reads CSV as RFC 4180 has it. */
export function readCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let end = 0;
  for (const cell of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy)) {
    end = cell.index + cell[0].length;
    row.push(cell[1]?.replaceAll('""', '"') ?? cell[2]!);
    if (cell[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  if (end !== csv.length) throw new Error(`No cell at character ${end}: ${csv.slice(end, end + 40)}`);
  return rows;
}

/** The text of a cell, without the apostrophe that keeps spreadsheets from running it as a formula. */
export function unescaped(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}
