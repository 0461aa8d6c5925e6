import { randomUUID } from 'node:crypto';
import { EventStoreDbServer, type ServerOptions } from './eventstoredb-server/index.js';

/** A server that tests keep events on. */
export interface OpenServer {
  url: string;
  /** The server in this process, which can be told to fail; absent when the environment names a real one. */
  server: EventStoreDbServer | undefined;
  close(): Promise<void>;
}

/** Where a real EventStoreDB or KurrentDB listens that the tests are to run against. */
export const REAL_SERVER_URL = process.env.EVENTSTOREDB_TEST_URL;

/** A server in this process, or the real one that `EVENTSTOREDB_TEST_URL` names. */
export async function openEventStoreServer(options?: ServerOptions): Promise<OpenServer> {
  if (REAL_SERVER_URL) return { url: REAL_SERVER_URL, server: undefined, close: async () => undefined };
  const server = await EventStoreDbServer.start(options);
  return { url: server.url, server, close: () => server.stop() };
}

/** A stream prefix that no ledger had before, so that a server which keeps its events can be used again. */
export function freshPrefix(): string {
  return `progressledger${randomUUID().replaceAll('-', '')}.`;
}

/** Like `describe`, for what needs a server that fails on command: it is skipped, and says so, with a real one. */
export const describeFaults: (name: string, tests: () => void) => void = REAL_SERVER_URL
  ? (name, tests) => describe.skip(`${name} (needs the server of the tests, not ${hostOf(REAL_SERVER_URL)})`, tests)
  : describe;

/** The same for each of the two ways in which a ledger appends. */
export function describeFaultsInBothModes(name: string, tests: (appendMode: 'unary' | 'batch') => void): void {
  for (const mode of ['unary', 'batch'] as const) describeFaults(`${name}, in ${mode} mode`, () => tests(mode));
}

/** Host and port alone: the URL may hold a password. */
function hostOf(url: string): string {
  return url
    .replace(/^.*?:\/\//, '')
    .replace(/^.*@/, '')
    .split(/[/?]/)[0]!;
}
