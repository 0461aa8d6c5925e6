import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Fills a table (`schema.table (columns)`) by COPY from lines in its text format, at the pace of the server. */
export async function copyInto(
  client: pg.ClientBase,
  table: string,
  chunks: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${table} FROM STDIN`));
  const finished = once(stream, 'finish'); // rejects on an error of the stream
  finished.catch(() => undefined); // met below
  for await (const chunk of chunks) if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), finished]);
  stream.end();
  await finished;
}

/** A value as COPY's text format has it. */
export function copyText(value: string): string {
  return value.includes('\\') ? value.replaceAll('\\', '\\\\') : value;
}
