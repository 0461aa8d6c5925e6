import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.js';
import { formatVkey, isKeyName, publicKeyOf, type SecretKey } from '../integrity/keys.js';
import { nodePrimitives } from '../integrity/node-primitives.js';
import { LedgerIdentityReader } from '../ledger/ledger-identity.js';
import { createKeyFile, readKeyFile } from '../log/key-file.js';
import { CliError, withCore } from './core.js';

export function keyCommands(program: Command): void {
  const key = program.command('key').description('The key that signs the log');

  key
    .command('create')
    .description('Make a key in a new file, and print its public key')
    .option('--file <path>', 'where to write it; LEDGER_LOG_KEY_FILE unless told')
    .option('--origin <name>', 'name of the log; the origin that the ledger was opened with unless told')
    .action(create);

  key
    .command('show')
    .description('Print the public keys of the keys that sign')
    .action(() => {
      const { keyFile, oldKeyFile } = readConfig(process.env).log;
      for (const file of [keyFile, ...(oldKeyFile === undefined ? [] : [oldKeyFile])]) {
        const secret = readKeyFile(file);
        if (!secret) throw new CliError(`There is no key ${file}. Make one: ledger key create`);
        console.log(vkeyOf(secret));
      }
    });
}

async function create(flags: { file?: string; origin?: string }): Promise<void> {
  const { log } = readConfig(process.env);
  const origin = flags.origin ?? log.origin ?? (await ledgerOrigin());
  if (!isKeyName(origin))
    throw new CliError(
      `"${origin}" is no name of a log: it has spaces or plus signs. Write it like ledger.example/plan-1`,
    );
  const file = flags.file === undefined ? log.keyFile : resolve(flags.file);
  const secret = createKeyFile(file, origin);
  console.error(
    `The key of the log "${origin}" is in ${file}. Back it up, apart from the database: without it the log cannot go on ` +
      'under its name.\nThis is its public key. Publish it where people look who need not trust this service:',
  );
  console.log(vkeyOf(secret));
}

async function ledgerOrigin(): Promise<string> {
  const identity = await withCore(({ app }) => app.get(LedgerIdentityReader).current());
  if (!identity)
    throw new CliError('The ledger is not open yet: give the name that it is to be opened with, as --origin');
  return identity.origin;
}

function vkeyOf(secret: SecretKey): string {
  return formatVkey(publicKeyOf(secret, 'log', nodePrimitives));
}
