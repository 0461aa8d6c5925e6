import { createHash } from 'node:crypto';
import { ORIGIN } from './facts.js';

/** Ids as the ledger makes them, for the few fields that name a key or an entry rather than an object. */

const URL_NAMESPACE = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';
const LEDGER = uuidV5(URL_NAMESPACE, ORIGIN);

/** The stream of an object, by its category and external id. */
export function streamOf(category, externalId) {
  return `${category}-${uuidOf(externalId)}`;
}

/** The key of a part of an object: `meeting-…/decision/…`. */
export function keyOf(category, externalId, ...parts) {
  return [streamOf(category, externalId), ...parts].join('/');
}

/** The UUID behind an external id of this ledger. */
export function uuidOf(externalId) {
  return uuidV5(LEDGER, externalId);
}

/** The id of the first entry that a command makes in a stream. */
export function entryOf(stream, commandId) {
  const hash = createHash('sha256').update(`${stream}\n${commandId}\n0`).digest();
  return uuid(Buffer.concat([bytesOf(commandId).subarray(0, 6), hash.subarray(0, 10)]), 7);
}

/** UUID version 7 with SHA-256 of a seed in place of random bits. */
export function uuidV7(milliseconds, seed) {
  const time = Buffer.alloc(6);
  time.writeUIntBE(milliseconds, 0, 6);
  return uuid(Buffer.concat([time, createHash('sha256').update(seed).digest().subarray(0, 10)]), 7);
}

function uuidV5(namespace, name) {
  return uuid(createHash('sha1').update(bytesOf(namespace)).update(name, 'utf8').digest().subarray(0, 16), 5);
}

function bytesOf(id) {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function uuid(bytes, version) {
  bytes[6] = (bytes[6] & 0x0f) | (version << 4);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
