import { fromBase64, toBase64 } from './base64.js';
import { equalBytes, utf8 } from './bytes.js';
import { type Cosignature, cosignatureTime } from './cosignature.js';
import { NoteError, type NoteVerifier, openNote } from './note.js';
import { parseSize } from './size.js';
import { EMPTY_ROOT, HASH_BYTES } from './tree-hash.js';

/** What a log says of itself: so many entries, and the root of their tree. */
export interface Checkpoint {
  /** Name of the log. */
  origin: string;
  size: number;
  /** 32 bytes. */
  root: Uint8Array;
}

/** Whose word is taken. */
export interface CheckpointKeys {
  /** The log that it must be of. */
  origin: string;
  /** Keys of the log; one of them must have signed. */
  log: readonly NoteVerifier[];
  /** Keys of witnesses that are known. */
  witnesses?: readonly NoteVerifier[];
}

export interface OpenedCheckpoint extends Checkpoint {
  /** What is signed: the three lines, each with its end. */
  text: string;
  /** Of known witnesses, in their order in the note; a witness may have signed more than once. */
  cosignatures: Cosignature[];
}

/** The three lines of a checkpoint, each with its end. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads the three lines of a checkpoint strictly. Takes no line more: what it does not know it cannot vouch for.
 *
 * @throws NoteError `malformed`
 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  const [origin = '', sizeText = '', rootText = '', end] = lines;
  if (lines.length !== 4 || end !== '') throw malformed('it has not three lines');
  if (origin === '') throw malformed('it names no log');
  const size = parseSize(sizeText);
  if (size === null) throw malformed(`"${sizeText}" is no size`);
  const root = fromBase64(rootText);
  if (root?.length !== HASH_BYTES) throw malformed('its root is no hash');
  if (size === 0 && !equalBytes(root, EMPTY_ROOT)) throw malformed('its root is not that of an empty log');
  return { origin, size, root };
}

/**
 * Opens a signed checkpoint: its form, its signatures, its log, its content.
 *
 * @param note its bytes as served, or their text
 * @throws NoteError
 */
export function openCheckpoint(note: Uint8Array | string, keys: CheckpointKeys): OpenedCheckpoint {
  const witnesses = keys.witnesses ?? [];
  const bytes = typeof note === 'string' ? utf8(note) : note;
  const { text, signatures } = openNote(bytes, [...keys.log, ...witnesses]);
  const by = (known: readonly NoteVerifier[]) =>
    signatures.filter(({ name, keyId }) => known.some((key) => key.name === name && key.id === keyId));
  if (by(keys.log).length === 0)
    throw new NoteError('unsigned', 'The checkpoint is not signed with the key of the log');
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== keys.origin)
    throw new NoteError('other-origin', `The checkpoint is of "${checkpoint.origin}", not of "${keys.origin}"`);
  const cosignatures = by(witnesses).map(({ name, payload }) => ({ witness: name, time: cosignatureTime(payload)! }));
  return { ...checkpoint, text, cosignatures };
}

function malformed(why: string): NoteError {
  return new NoteError('malformed', `This is no checkpoint: ${why}`);
}
