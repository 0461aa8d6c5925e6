import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { readConfig } from '../config.js';
import { reasonOf } from '../fetched.js';
import { CliError } from './core.js';

/** Where the configured service answers. One that listens everywhere is asked on this machine. */
export function configuredSite(): string {
  const { host, port } = readConfig(process.env);
  const name = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/**
 * Asks a running service, which may refuse.
 *
 * @throws CliError nothing answers
 */
export async function ask(address: URL): Promise<Response> {
  return fetch(address).catch((cause) => {
    throw new CliError(`Nothing answers at ${address.origin} (${reasonOf(cause)}): start the service`);
  });
}

/**
 * Puts what a service answers into a new file, as it comes; none is left where it ends early.
 *
 * @throws CliError nothing answers, or it refuses, in its own words
 */
export async function download(address: URL, out: string): Promise<void> {
  const response = await ask(address);
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as { detail?: string };
    throw new CliError(problem.detail ?? `${address.href} answers with ${response.status}`);
  }
  try {
    await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(out, { flags: 'wx' }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new CliError(`${out} is there already`);
    await rm(out, { force: true });
    throw new CliError(`${address.href} could not be put at ${out}: ${(error as Error).message}`);
  }
}
