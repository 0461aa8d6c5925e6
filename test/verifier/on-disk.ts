import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Program } from '../support/ledger-cli.js';
import type { LogFiles } from '../support/log-files.js';

/** Writes a log to a folder, laid out as it is served. */
export function writeLog({ files }: LogFiles, folder: string): string {
  for (const [path, bytes] of files) writeFile(join(folder, path), bytes);
  return folder;
}

export function writeFile(path: string, content: Uint8Array | string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** Runs the built verifier to its end. */
export async function ledgerVerify(...words: string[]) {
  return Program.start('bin/ledger-verify.js', words, {}).end();
}
