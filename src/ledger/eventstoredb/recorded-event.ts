import { METADATA_KEYS } from '../../integrity/entry.js';
import { hasCanonicalForm } from '../../integrity/has-canonical-form.js';
import type { EventMetadata, StreamEvent } from '../event.js';
import { type Migration, splitMigration } from './migrated-event.js';

/** An event as the client gives it: what does not parse, or is not there, comes through without an error. */
export interface ServerEvent {
  streamId: string;
  revision: bigint;
  id: string;
  type: string;
  isJson: boolean;
  /** The parsed JSON; the text, where it is malformed; bytes, where it is not JSON. */
  data: unknown;
  /** The parsed JSON, the bytes where it is malformed, `undefined` where there is none. */
  metadata?: unknown;
  /** 1970 where it is missing or malformed. */
  created: Date;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const METADATA = new Set<string>(METADATA_KEYS);
const END_OF_YEAR_9999 = Date.UTC(10_000, 0, 1);

/** An event of the ledger, and what a migration has said of it. */
export interface ReadEvent {
  event: StreamEvent;
  migration?: Migration;
}

/**
 * An event of one of the ledger's streams. A migrated one has the time at which the first engine recorded it.
 *
 * @param prefix of the ledger's streams on the server; the event's stream begins with it
 * @throws ForeignEventError it is none that the ledger can have written
 */
export function readEvent(server: ServerEvent, prefix: string): ReadEvent {
  const refuse = (why: string) => new ForeignEventError(server, prefix, why);
  const { id, type, data, revision, created } = server;
  const stream = server.streamId.slice(prefix.length);
  if (stream === '') throw refuse('its stream has no name behind the prefix');
  if (type.startsWith('$')) throw refuse('its type is one of the server itself');
  if (!UUID.test(id)) throw refuse('its id is not a UUID in lower case');
  if (!server.isJson) throw refuse('its data is not marked as JSON');
  if (!isObject(data)) throw refuse('its data is not a JSON object');
  if (server.metadata === undefined) throw refuse('it has no metadata');
  if (!isObject(server.metadata)) throw refuse('its metadata is not a JSON object');
  const { metadata, migration } = migrationOf(server.metadata, refuse);
  for (const key of Object.keys(metadata)) if (!METADATA.has(key)) throw refuse(`its metadata has a key "${key}"`);
  if (!hasCanonicalForm(data, 2) || !hasCanonicalForm(metadata) || !hasCanonicalForm(type))
    throw refuse('it holds values that no entry of the ledger can hold');
  const ms = created.getTime();
  if (!(ms > 0 && ms < END_OF_YEAR_9999)) throw refuse('the server does not say when it was recorded');
  return {
    event: {
      ...{ stream, revision, id, type },
      data: data as StreamEvent['data'],
      metadata: metadata as unknown as EventMetadata,
      recordedAt: migration?.recordedAt ?? created.toISOString(),
    },
    ...(migration ? { migration } : {}),
  };
}

function migrationOf(metadata: Record<string, unknown>, refuse: (why: string) => ForeignEventError) {
  try {
    return splitMigration(metadata);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refuse(error.message);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/**
 * One of the ledger's streams holds an event that the ledger cannot have written. Whoever reads the ledger stops there:
 * left out, it would shift the numbers of all events behind it.
 */
export class ForeignEventError extends Error {
  /** The event's id, as far as it has one. */
  readonly eventId: string;

  constructor(event: Pick<ServerEvent, 'streamId' | 'revision' | 'id' | 'type'>, prefix: string, why: string) {
    super(
      `EventStoreDB holds an event that is not the ledger's, ${event.type} ${event.id} at revision ${event.revision} of ` +
        `${event.streamId}: ${why}. The ledger is read up to there and no further. Let nobody but the service write to ` +
        `streams that begin with "${prefix}", and restore the server from before that event was written`,
    );
    this.name = 'ForeignEventError';
    this.eventId = event.id;
  }
}
