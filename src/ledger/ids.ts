import { createHash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const EXTERNAL_ID = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$/;
const URL_NAMESPACE = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** True for a UUID (RFC 9562) in lower case. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** True for a body's own identifier such as `C22-01`: 1 to 64 letters, digits, dots, dashes, underscores or tildes. */
export function isExternalId(value: unknown): value is string {
  return typeof value === 'string' && EXTERNAL_ID.test(value) && !isUuid(value.toLowerCase());
}

/** UUID version 5 (RFC 9562 section 5.5): the same name in the same namespace always gives the same id. */
export function uuidV5(namespace: string, name: string): string {
  const hash = createHash('sha1').update(bytesOf(namespace)).update(name, 'utf8').digest().subarray(0, 16);
  return format(hash, 5);
}

/** The ledger's own id, from the origin that names it for ever. */
export function ledgerIdOf(origin: string): string {
  return uuidV5(URL_NAMESPACE, origin);
}

/** The id behind a reference: a UUID stands for itself, an external id always gives the same object of this ledger. */
export function resolveId(ledgerId: string, reference: string): string {
  return isUuid(reference) ? reference : uuidV5(ledgerId, reference);
}

/**
 * The id of a command's n-th event: a UUIDv7 with the command's time and, in place of random bits, SHA-256 of stream,
 * command id and n. A retry finds its events, and no id can stand in two streams.
 */
export function eventId(stream: string, commandId: string, n: number): string {
  const hash = createHash('sha256').update(`${stream}\n${commandId}\n${n}`).digest();
  const bytes = Buffer.concat([bytesOf(commandId).subarray(0, 6), hash.subarray(0, 10)]);
  return format(bytes, 7);
}

/** A UUIDv7 of an instant, with bits from SHA-256 of a seed where it must be repeatable. */
export function uuidV7At(milliseconds: number, seed: string): string {
  const time = Buffer.alloc(6);
  time.writeUIntBE(milliseconds, 0, 6);
  return format(Buffer.concat([time, createHash('sha256').update(seed).digest().subarray(0, 10)]), 7);
}

/** Milliseconds since 1970 in a UUIDv7. */
export function timeIn(id: string): number {
  return Number.parseInt(id.replace('-', '').slice(0, 12), 16);
}

/** Stream name of an object; the category has no dash. */
export function streamOf(category: string, id: string): string {
  return `${category}-${id}`;
}

/** Category and object id of a stream name. */
export function splitStream(stream: string): { category: string; id: string } {
  const dash = stream.indexOf('-');
  return { category: stream.slice(0, dash), id: stream.slice(dash + 1) };
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function format(source: Buffer, version: number): string {
  const bytes = Buffer.from(source);
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
