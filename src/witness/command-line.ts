import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { stoppable } from '../http/stop-server.js';
import {
  formatVkey,
  isKeyName,
  KeyError,
  type PublicKey,
  parseVkey,
  publicKeyOf,
  type SecretKey,
} from '../integrity/keys.js';
import { nodePrimitives } from '../integrity/node-primitives.js';
import { KeyFileError, loadKey, makeKey } from '../log/key-file.js';
import { Witness, WitnessMemoryError } from './witness.js';
import { WitnessFolder } from './witness-folder.js';
import { createWitnessServer } from './witness-server.js';

const DEFAULT_PORT = '7380';

const usage = (program: string) => `Usage: ${program} create --name NAME --key FILE
       ${program} run --key FILE --logs FILE --folder FOLDER [--host ADDRESS] [--port NUMBER]

A witness cosigns checkpoints of logs that only ever grow, and never one that contradicts what it has seen.

create makes a key and prints the public one, which operators of logs put into their policy.

  --name NAME      name of the witness, such as witness.example/council: an address without https://
  --key FILE       where to write the secret key; nobody else may read it

run keeps watch until it is stopped.

  --key FILE       the secret key
  --logs FILE      public keys (vkeys) of the logs that it cosigns, one a line; a log that changes its key has two
  --folder FOLDER  where it keeps what it has seen. Back up neither it nor a copy of it: without the newest it must not sign
  --host ADDRESS   where to listen; 127.0.0.1 unless told
  --port NUMBER    ${DEFAULT_PORT} unless told; 0 takes a free one
`;

const OPTIONS = {
  name: { type: 'string' },
  key: { type: 'string' },
  logs: { type: 'string' },
  folder: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: DEFAULT_PORT },
  help: { type: 'boolean', default: false },
} as const;

/** Where a program writes, and what stops it. */
export interface Surroundings {
  /** As it is called. */
  program: string;
  out(text: string): void;
  error(text: string): void;
  signal: AbortSignal;
}

/** Something that whoever called the program can put right. */
class UsageError extends Error {}

const EXPLAINED = [UsageError, KeyFileError, KeyError, WitnessMemoryError];

/** Does what a command line says, and gives the exit status: 0 done, 1 it cannot be done. */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const { values, positionals } = parsed(words, surroundings);
    const [command, ...more] = positionals;
    if (values.help) surroundings.out(usage(surroundings.program));
    else if (command === 'create' && more.length === 0) create(values, surroundings);
    else if (command === 'run' && more.length === 0) await watch(values, surroundings);
    else throw new UsageError(usage(surroundings.program));
    return 0;
  } catch (error) {
    if (!EXPLAINED.some((type) => error instanceof type)) throw error;
    surroundings.error(`${(error as Error).message.trimEnd()}\n`);
    return 1;
  }
}

function parsed(words: readonly string[], { program }: Surroundings) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage(program)}`);
  }
}

type Values = ReturnType<typeof parsed>['values'];

function create(values: Values, { out, error }: Surroundings): void {
  const name = needed(values, 'name');
  const file = needed(values, 'key');
  if (!isKeyName(name))
    throw new UsageError(`"${name}" is no name: it has spaces or plus signs. Write it like witness.example/council`);
  const secret = makeKey(file, name, 'witness');
  error(`The secret key of the witness "${name}" is in ${file}. This is the public one, for operators of logs:\n`);
  out(`${vkeyOf(secret)}\n`);
}

async function watch(values: Values, { out, error, signal }: Surroundings): Promise<void> {
  const [keyFile, logsFile, path] = [needed(values, 'key'), needed(values, 'logs'), needed(values, 'folder')];
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (!(port <= 65_535)) throw new UsageError(`"${values.port}" is no port`);
  const key = loadKey(keyFile, 'witness');
  if (!key) throw new UsageError(`There is no key ${keyFile}. Make one with: create`);
  const logs = logsIn(logsFile);
  const folder = await WitnessFolder.take(path);
  try {
    const log = (message: string) => error(`${new Date().toISOString()} ${message}\n`);
    const now = () => Math.floor(Date.now() / 1_000);
    const server = createWitnessServer(new Witness({ key, logs, memory: folder, now, log }), log);
    const stop = stoppable(server);
    server.listen(port, values.host);
    await once(server, 'listening').catch((cause) => cannotListen(values, cause));
    const { port: taken } = server.address() as AddressInfo;
    const origins = [...new Set(logs.map(({ name }) => name))].join(', ');
    out(`${vkeyOf(key)} looks after ${origins}, at http://${values.host}:${taken}/\n`);
    if (!signal.aborted) await once(signal, 'abort');
    await stop();
  } finally {
    await folder.release();
  }
}

function cannotListen({ host, port }: Values, cause: Error): never {
  throw new UsageError(`It cannot listen at ${host}, port ${port}: ${cause.message}`, { cause });
}

function logsIn(file: string): PublicKey[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
  const lines = text.split('\n').map((line) => line.trim());
  const keys = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => parseVkey(line, nodePrimitives));
  if (keys.length === 0) throw new UsageError(`${file} names no log`);
  for (const { name, use } of keys)
    if (use !== 'log') throw new UsageError(`${file} has the key of ${name}, which is a witness and no log`);
  return keys;
}

function needed(values: Values, name: 'name' | 'key' | 'logs' | 'folder'): string {
  const value = values[name];
  if (!value) throw new UsageError(`Give --${name} as well; --help tells of it`);
  return value;
}

function vkeyOf(secret: SecretKey): string {
  return formatVkey(publicKeyOf(secret, 'cosignature', nodePrimitives));
}
