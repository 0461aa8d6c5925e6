import type { Command } from 'commander';
import type pg from 'pg';
import { confirmAnchor, confirmable } from '../../projections/seal/confirm-anchor.js';
import { LogCheckpoints } from '../../projections/seal/log-checkpoints.js';
import { APP_POOL } from '../database/database.module.js';
import { utf8 } from '../integrity/bytes.js';
import { parseNote } from '../integrity/note.js';
import { parseSize } from '../integrity/size.js';
import { LedgerIdentityReader } from '../ledger/ledger-identity.js';
import { LOG_OPTIONS, type LogOptions } from '../log/log-options.js';
import { CliError, type Core, withCore } from './core.js';

export function checkpointCommands(program: Command): void {
  const checkpoint = program.command('checkpoint').description('What is signed of the log');

  checkpoint
    .command('print')
    .description('Print the three lines of a checkpoint, to be put into minutes or sent to those who keep them')
    .option('--size <entries>', 'number of entries of the checkpoint; the newest one unless told')
    .option('--sentence', 'with a sentence before them that says what they are for')
    .action((flags: { size?: string; sentence?: boolean }) => withCore((core) => print(core, flags)));

  checkpoint
    .command('confirm')
    .description('Say that this database is the newest there is, where what was signed last is remembered nowhere else')
    .option('--size <entries>', 'number of entries of the checkpoint that is confirmed')
    .action((flags: { size?: string }) => withCore((core) => confirm(core, flags.size)));
}

async function print({ app }: Core, { size, sentence }: { size?: string; sentence?: boolean }): Promise<void> {
  const checkpoints = app.get(LogCheckpoints);
  const wanted = size === undefined ? null : parseSize(size);
  const note = await (wanted === null ? checkpoints.publishedNote() : checkpoints.noteAt(wanted));
  if (size !== undefined && (wanted === null || note === null))
    throw new CliError(`No checkpoint of ${size} entries has been published; /api/checkpoints lists those that were`);
  if (note === null) throw new CliError('The log has not been signed yet');
  const text = textOf(note);
  process.stdout.write(sentence ? `${sentenceFor(text)}\n\n${text}` : text);
}

function sentenceFor(text: string): string {
  const [origin, size] = text.split('\n');
  return (
    `Checkpoint of the ledger ${origin}, entries so far: ${size}. Whoever keeps these three lines can show later ` +
    'whether any of those entries was changed or removed:'
  );
}

async function confirm({ app }: Core, size: string | undefined): Promise<void> {
  const options = app.get<LogOptions>(LOG_OPTIONS);
  const newest = await confirmable({
    pool: app.get<pg.Pool>(APP_POOL),
    identity: app.get(LedgerIdentityReader),
    options,
  });
  if (size === undefined) {
    console.log(`The newest checkpoint of this database is:\n\n${textOf(newest.note)}`);
    throw new CliError(
      'Compare it with those that others hold: witnesses, minutes, mirrors. If one of them is larger, this database is ' +
        `not the newest. Otherwise run: ledger checkpoint confirm --size ${newest.size}`,
    );
  }
  if (size !== String(newest.size))
    throw new CliError(`The newest checkpoint of this database is of ${newest.size} entries, not of ${size}`);
  confirmAnchor(options, newest);
  console.log(`The checkpoint of ${newest.size} entries is taken for the last one that was signed. Signing goes on.`);
}

function textOf(note: string): string {
  return parseNote(utf8(note)).text;
}
