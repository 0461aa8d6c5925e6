import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { nodePrimitives } from '../../integrity/node-primitives.js';
import type { Question } from '../checkpoint-checks.js';
import type { Verdict } from '../verdict.js';
import { verifyEvidence } from '../verify-evidence.js';
import { verifyLog } from '../verify-log.js';
import { sealedBytes, verifyProof } from '../verify-proof.js';
import { WebSource } from '../web-source.js';
import { textOf } from '../words.js';
import { FolderSource } from './folder-source.js';

const USAGE = `Usage: ledger-verify <folder | address | file of evidence | proof> --vkey FILE [options]

Checks a ledger's log, or what a published report rests on, without trusting whoever shows it.

  --vkey FILE         public key of the log, from somewhere else than the log (required)
  --origin NAME       name of the log, where it is not that of the key
  --since FILE        a checkpoint that you kept: signed, or its three lines
  --policy FILE       whose cosignatures the log must have
  --disclosures FILE  disclosed values, to be held against what was sealed in their place
  --entry FILE        what is checked is the proof that this entry is in the log: its bytes, or what /api/entries/{id}
                      answers; the proof is the file of /api/entries/{id}/proof
  --log-only          whether the entries of a log are the ones that were signed, without looking into them
  --json              the result as JSON
  --help              this text

A folder is laid out as the log is served: checkpoint, tile/0/000, tile/entries/000 and so on. With a folder or a file,
nothing is asked of the network.

Exit status: 0 every check that applies passed, 1 at least one failed, 2 something could not be checked.
`;

const FILES = ['vkey', 'since', 'policy', 'disclosures'] as const;

const OPTIONS = {
  vkey: { type: 'string' },
  origin: { type: 'string' },
  since: { type: 'string' },
  policy: { type: 'string' },
  disclosures: { type: 'string' },
  entry: { type: 'string' },
  'log-only': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** What is to be written where, and how the program is to end. */
export interface Said {
  exit: number;
  out: string;
  error: string;
}

/** Something that whoever called the program can put right. */
class UsageError extends Error {}

/** Does what a command line says. Never throws: what goes wrong is something that could not be checked. */
export async function run(words: readonly string[], onProgress?: (done: number, of: number) => void): Promise<Said> {
  try {
    const { target, values } = parsed(words);
    if (values.help) return { exit: 0, out: USAGE, error: '' };
    if (target === undefined || values.vkey === undefined)
      throw new UsageError(`Say what to check, and with which key.\n\n${USAGE}`);
    if (values['log-only'] && values.disclosures !== undefined)
      throw new UsageError('Disclosed values are held against what stands in entries: leave --log-only out');
    const verdict = await (values.entry === undefined
      ? verify(target, await questionOf(values), onProgress)
      : verifyEntry(target, values.entry, await questionOf(values)));
    return {
      exit: verdict.exit,
      out: values.json ? `${JSON.stringify(verdict, null, 2)}\n` : textOf(verdict),
      error: '',
    };
  } catch (error) {
    const message = error instanceof UsageError ? error.message : `This could not be checked: ${describe(error)}`;
    return { exit: 2, out: '', error: `${message.trimEnd()}\n` };
  }
}

function parsed(words: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
    if (positionals.length > 1) throw new UsageError(`One thing at a time: ${positionals.join(', ')}`);
    return { values, target: positionals[0] };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${describe(error)}\n\n${USAGE}`);
  }
}

type Values = ReturnType<typeof parsed>['values'];

async function questionOf(values: Values): Promise<Question> {
  const { origin, 'log-only': logOnly } = values;
  const question: Question = { vkey: '', logOnly, ...(origin !== undefined ? { origin } : {}) };
  for (const name of FILES) {
    const path = values[name];
    if (path !== undefined) question[name] = await textIn(path);
  }
  return question;
}

async function verify(
  target: string,
  question: Question,
  onProgress?: (done: number, of: number) => void,
): Promise<Verdict> {
  if (/^https?:\/\//i.test(target)) return verifyLog(new WebSource(target), question, nodePrimitives, onProgress);
  if (await isFolder(target)) return verifyLog(new FolderSource(target), question, nodePrimitives, onProgress);
  if (question.logOnly) throw new UsageError(`${target} is no log: leave --log-only out`);
  return verifyEvidence(await textIn(target), question, nodePrimitives);
}

async function verifyEntry(target: string, entry: string, question: Question): Promise<Verdict> {
  if (question.logOnly) throw new UsageError('A proof is no log: leave --log-only out');
  return verifyProof(await textIn(target), sealedBytes(await textIn(entry)), question, nodePrimitives);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function textIn(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): UsageError {
  const { code } = error as NodeJS.ErrnoException;
  const why = code === 'ENOENT' ? 'it does not exist' : code === 'EISDIR' ? 'it is a folder' : describe(error);
  return new UsageError(`${path} cannot be read: ${why}`);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
