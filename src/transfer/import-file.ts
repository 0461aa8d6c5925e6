import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** Bytes that one line of an import file may have: the same as the body of one command sent by HTTP. */
export const MAX_LINE_BYTES = 200 * 1024;

/** A line of an import file: a command as sent by HTTP, with its name in `command`, or what is wrong with the line. */
export type ImportLine =
  | { line: number; command: string; body: Record<string, unknown> }
  | { line: number; problem: string };

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Reads JSON Lines (UTF-8, one command a line). Empty lines are passed over; a broken line is reported, not thrown. */
export async function* readImportFile(path: string): AsyncGenerator<ImportLine> {
  let line = 0;
  for await (const bytes of linesOf(path)) {
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

/**
 * The lines of a file without their ends; of one that is too long, enough to see that it is. Not by `node:readline`:
 * it keeps a line of any length, ends one at a carriage return by itself, and has no say in broken bytes.
 */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let size = 0;
  const keep = (part: Buffer) => {
    if (size <= MAX_LINE_BYTES) kept.push(part);
    size += part.length;
  };
  const take = () => {
    const line = Buffer.concat(kept);
    kept = [];
    size = 0;
    return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      keep(chunk.subarray(from, end));
      yield take();
      from = end + 1;
    }
    keep(chunk.subarray(from));
  }
  if (size > 0) yield take();
}

function parseLine(line: number, text: string): ImportLine {
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
