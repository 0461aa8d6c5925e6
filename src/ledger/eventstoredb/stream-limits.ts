import { BACKWARDS, END, type ResolvedEvent } from '@eventstore/db-client';
import type { Clients } from './clients.js';
import type { ReadCall, Reading } from './reading.js';
import type { ServerEvent } from './recorded-event.js';

/** In front of a stream's name it makes the name of the stream that holds its settings. */
export const SETTINGS_OF = '$$';

/** Settings that let events of a stream vanish. */
const LIMITS = ['$maxAge', '$maxCount', '$tb'];

/** The ledger's stream, by its name on the server, whose settings an event changes; `undefined` for any other event. */
export function streamOfSettings({ streamId }: Pick<ServerEvent, 'streamId'>, prefix: string): string | undefined {
  return streamId.startsWith(SETTINGS_OF + prefix) ? streamId.slice(SETTINGS_OF.length) : undefined;
}

/**
 * Makes sure that a stream keeps its events. What it was set to at other times does not count: an event that is gone for
 * good leaves a gap in its stream, which stops the seal.
 *
 * @param stream its name on the server
 * @throws UnsafeStreamError
 * @throws StoreUnavailableError
 */
export async function refuseLimits(
  { calls, credentials }: Pick<Clients, 'calls' | 'credentials'>,
  reading: Reading,
  stream: string,
): Promise<void> {
  const settings = await reading.repeatedly(async () => {
    let data: unknown;
    const call = calls.readStream(SETTINGS_OF + stream, {
      ...{ direction: BACKWARDS, fromRevision: END, maxCount: 1 },
      ...{ credentials, requiresLeader: true },
    });
    await reading.each(call as ReadCall<ResolvedEvent>, ({ event }) => {
      data = event?.data;
      return true;
    });
    return (data ?? {}) as Record<string, unknown>;
  });
  const set = LIMITS.filter((name) => (settings[name] ?? 0) !== 0);
  if (set.length === 0) return;
  throw new UnsafeStreamError(
    stream,
    `has ${set.join(', ')}, which lets the server drop events. Set its metadata without; ` +
      'if events are gone already, restore the server from before that',
  );
}

/** One of the ledger's streams has lost events, or may lose them. */
export class UnsafeStreamError extends Error {
  /** @param stream its name on the server */
  constructor(
    readonly stream: string,
    why: string,
    options?: ErrorOptions,
  ) {
    super(`The stream ${stream} in EventStoreDB ${why}`, options);
    this.name = 'UnsafeStreamError';
  }
}
