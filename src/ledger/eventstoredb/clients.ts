import { type Credentials, EventStoreDBClient } from '@eventstore/db-client';
import { insideOf, keepFailuresIn, onLoss } from './client-repairs.js';
import type { EventStoreDbOptions } from './event-store-db-options.js';
import { readEventStoreDbUrl } from './event-store-db-url.js';

/** How long the client lets an append go unanswered, in milliseconds. Reads and subscriptions have no deadline. */
export const APPEND_DEADLINE_MS = 5_000;

/**
 * How often the client asks a quiet connection for a sign of life, and how long it waits for one, in milliseconds: all
 * that finds out about a connection whose other end is gone. Of less than 10 s the client warns.
 */
const KEEP_ALIVE_MS = 10_000;

/** How long ending may take, in milliseconds, whatever the server does. */
const CLOSE_MS = 3_000;

/**
 * Sent with every call of `unary` mode: a call with credentials of its own is what makes the client append by a call of
 * its own. Without TLS the client keeps any credentials to itself.
 */
const PLACEHOLDER: Credentials = { username: 'ledger', password: 'none' };

/** The connections to the server. */
export class Clients {
  /** For appends and reads. */
  readonly calls: EventStoreDBClient;
  /** Apart, since one call that finds the server gone, or another node in the lead, makes its client connect anew. */
  readonly subscriptions: EventStoreDBClient;
  /** To be passed with every call. */
  readonly credentials: Credentials | undefined;

  /**
   * @param lost is called whenever a connection is lost, used or not
   * @throws RangeError the URL is not one that `checkEventStoreDbUrl` lets pass
   */
  constructor(options: EventStoreDbOptions, lost?: () => void) {
    this.calls = createClient(options, lost);
    this.subscriptions = createClient(options, lost);
    this.credentials = credentialsOf(options);
  }

  /** Cancels what is still open and closes the connections. */
  async close(): Promise<void> {
    await Promise.all([closeClient(this.calls), closeClient(this.subscriptions)]);
  }
}

/**
 * A client of its own. It connects with its first call.
 *
 * @param lost is called whenever its connection is lost, used or not
 */
export function createClient({ url, appendMode }: EventStoreDbOptions, lost?: () => void): EventStoreDBClient {
  const { withoutCredentials } = readEventStoreDbUrl(url, appendMode);
  const settings = `keepAliveInterval=${KEEP_ALIVE_MS}&keepAliveTimeout=${KEEP_ALIVE_MS}&defaultDeadline=${APPEND_DEADLINE_MS}`;
  const client = EventStoreDBClient.connectionString(`${withoutCredentials}&${settings}`);
  keepFailuresIn(client);
  if (lost) onLoss(client, lost);
  return client;
}

/** What is to be passed with every call; nothing in `batch` mode, where a certificate stands for it. */
export function credentialsOf({ url, appendMode }: EventStoreDbOptions): Credentials | undefined {
  if (appendMode === 'batch') return undefined;
  return readEventStoreDbUrl(url, appendMode).credentials ?? PLACEHOLDER;
}

/** Cancels a client's calls and closes its connection; whatever fails on the way is no use to anybody. */
export async function closeClient(client: EventStoreDBClient): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref());
  await Promise.race([client.dispose().catch(() => undefined), late]);
  const channel = insideOf(client).getChannel();
  await Promise.race([channel.then((open) => open.close()).catch(() => undefined), late]);
}
