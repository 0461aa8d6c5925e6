import { isUtf8 } from 'node:buffer';
import { repeatedKey } from '../integrity/repeated-key.js';
import { fileLines } from './file-lines.js';

/** Bytes that one line of an import file may have: the same as the body of one command sent by HTTP. */
export const MAX_LINE_BYTES = 200 * 1024;

/** A line of an import file: a command as sent by HTTP, with its name in `command`, or what is wrong with the line. */
export type ImportLine =
  | { line: number; command: string; body: Record<string, unknown> }
  | { line: number; problem: string };

/** Reads JSON Lines (UTF-8, one command a line). Empty lines are passed over; a broken line is reported, not thrown. */
export async function* readImportFile(path: string): AsyncGenerator<ImportLine> {
  let line = 0;
  for await (const { bytes } of fileLines(path, MAX_LINE_BYTES)) {
    line++;
    if (bytes.length > MAX_LINE_BYTES) {
      yield { line, problem: `The line is longer than ${MAX_LINE_BYTES} bytes. Divide it into several commands` };
    } else if (!isUtf8(bytes)) {
      yield { line, problem: 'The line is not well-formed UTF-8. Save the file as UTF-8' };
    } else {
      const text = bytes.toString('utf8');
      const trimmed = (line === 1 ? text.replace(/^\uFEFF/, '') : text).trim();
      if (trimmed !== '') yield parseLine(line, trimmed);
    }
  }
}

function parseLine(line: number, text: string): ImportLine {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    return { line, problem: `The line is not JSON (${(error as Error).message})` };
  }
  const twice = repeatedKey(text);
  if (twice !== undefined) return { line, problem: `${twice.slice(0, 200)} stands twice in one object. Say it once` };
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { line, problem: 'The line must hold one command as a JSON object' };
  const command = (body as Record<string, unknown>).command;
  if (typeof command !== 'string')
    return { line, problem: 'The line does not say which command it is. Add "command", for example "report-status"' };
  return { line, command, body: body as Record<string, unknown> };
}
