import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** A name for a process, or a part of one, that no other has: its machine's or container's, and a few letters. */
export function newInstanceName(): string {
  return `${hostname()}-${randomBytes(3).toString('hex')}`;
}
