import { createWriteStream } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { QueryBus } from '@nestjs/cqrs';
import type { Command } from 'commander';
import { GetExtent } from '../../projections/extent/extent.queries.js';
import { StreamEntries } from '../../projections/seal/queries/entries.queries.js';
import { CliError, type Core, withCore } from './core.js';
import { Progress } from './progress.js';

const LINE_FEED = 10;

export function exportCommand(program: Command): void {
  program
    .command('export')
    .description(
      'Write the whole ledger as JSON Lines: every entry as it was sealed, with the erasable values still held',
    )
    .option('--out <file>', 'a new file; without it the lines go to standard output')
    .option('--at-size <n>', 'only the first n entries')
    .action((flags: { out?: string; atSize?: string }) => withCore((core) => runExport(core, flags)));
}

async function runExport({ app, signal }: Core, { out, atSize }: { out?: string; atSize?: string }): Promise<void> {
  const queries = app.get(QueryBus);
  const { published } = await queries.execute(new GetExtent());
  const size = sizeAsked(atSize, published);
  const lines = await queries.execute(new StreamEntries({ after: -1, limit: size, atSize: size }));
  const progress = new Progress('Exporting');
  let done = 0;
  const counted = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      yield chunk;
      for (const byte of chunk) if (byte === LINE_FEED) done++;
      progress.show(done, size);
    }
  };
  try {
    await pipeline(Readable.from(lines), counted, target(out), { signal });
  } catch (error) {
    if (signal.aborted) throw new CliError(`Interrupted: ${out ?? 'the output'} holds only the first ${done} entries`);
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new CliError(`${out} exists already. Choose another file`);
    throw error;
  } finally {
    progress.end();
  }
  console.error(`${done} entries exported.`);
}

function sizeAsked(asked: string | undefined, published: number): number {
  if (asked === undefined) return published;
  const size = /^(0|[1-9]\d{0,15})$/.test(asked) ? Number(asked) : Number.NaN;
  if (!(size <= published))
    throw new CliError(`--at-size must be a whole number from 0 to ${published}, the size of the ledger`);
  return size;
}

/** A new file, never an old one; standard output is left open. */
function target(out: string | undefined): Writable {
  if (out !== undefined) return createWriteStream(out, { flags: 'wx' });
  return new Writable({ write: (chunk, _, done) => void process.stdout.write(chunk, () => done()) });
}
