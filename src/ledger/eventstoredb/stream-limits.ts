import type { Credentials, EventStoreDBClient } from '@eventstore/db-client';
import type { ServerEvent } from './recorded-event.js';

/** In front of a stream's name it makes the name of the stream that holds its settings. */
export const SETTINGS_OF = '$$';

/** Settings that let events of a stream vanish. */
const LIMITS = { maxAge: '$maxAge', maxCount: '$maxCount', truncateBefore: '$tb' } as const;

/** The ledger's stream, by its name on the server, whose settings an event changes; `undefined` for any other event. */
export function streamOfSettings({ streamId }: Pick<ServerEvent, 'streamId'>, prefix: string): string | undefined {
  return streamId.startsWith(SETTINGS_OF + prefix) ? streamId.slice(SETTINGS_OF.length) : undefined;
}

/**
 * Makes sure that a stream keeps its events. What it was set to at other times does not count: an event that is gone for
 * good leaves a gap in its stream, which stops the seal.
 *
 * @throws UnsafeStreamError
 */
export async function refuseLimits(
  client: EventStoreDBClient,
  stream: string,
  credentials: Credentials | undefined,
): Promise<void> {
  const { metadata } = await client.getStreamMetadata(stream, { credentials, requiresLeader: true });
  const set = Object.entries(LIMITS).filter(([name]) => isLimit(metadata?.[name as keyof typeof LIMITS]));
  if (set.length === 0) return;
  throw new UnsafeStreamError(
    stream,
    `has ${set.map(([, written]) => written).join(', ')}, which lets the server drop events. Set its metadata without; ` +
      'if events are gone already, restore the server from before that',
  );
}

function isLimit(value: unknown): boolean {
  return value !== undefined && value !== 0;
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
