import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** Bytes that one line of an import file may have: the same as the body of one command sent by HTTP. */
export const MAX_LINE_BYTES = 200 * 1024;

/** A line of an import file: a command as sent by HTTP, with its name in `command`, or what is wrong with the line. */
export type ImportLine =
  | { line: number; command: string; body: Record<string, unknown> }
  | { line: number; problem: string };

/** Reads JSON Lines (UTF-8, one command a line). Empty lines are passed over; a broken line is reported, not thrown. */
export async function* readImportFile(path: string): AsyncGenerator<ImportLine> {
  const input = createReadStream(path, 'utf8');
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  for await (const text of lines) {
    line++;
    const trimmed = (line === 1 ? text.replace(/^\uFEFF/, '') : text).trim();
    if (trimmed !== '') yield parseLine(line, trimmed);
  }
}

function parseLine(line: number, text: string): ImportLine {
  if (Buffer.byteLength(text) > MAX_LINE_BYTES)
    return { line, problem: `The line is longer than ${MAX_LINE_BYTES} bytes. Divide it into several commands` };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    return { line, problem: `The line is not JSON (${(error as Error).message})` };
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { line, problem: 'The line must hold one command as a JSON object' };
  const command = (body as Record<string, unknown>).command;
  if (typeof command !== 'string')
    return { line, problem: 'The line does not say which command it is. Add "command", for example "report-status"' };
  return { line, command, body: body as Record<string, unknown> };
}
