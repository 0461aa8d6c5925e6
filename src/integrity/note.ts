import { fromBase64, toBase64 } from './base64.js';
import { concatBytes, fromHex, toHex } from './bytes.js';
import { isKeyName } from './keys.js';

const ID_BYTES = 4;
const MOST_SIGNATURES = 64;
const LF = 0x0a;

/** One line of signature, as it stands. */
export interface NoteSignature {
  name: string;
  /** Eight lower-case hexadecimal digits. */
  keyId: string;
  /** What follows the id: 64 bytes of a log's key. */
  payload: Uint8Array;
  /** The whole line, without its end. */
  line: string;
}

/** A text with signatures below it, none of which has been checked. */
export interface Note {
  /** Up to and including its last line's end: this is what is signed. */
  text: string;
  /** 1 to 64, in their order. */
  signatures: NoteSignature[];
}

/** Checks the signatures of one key. */
export interface NoteVerifier {
  name: string;
  /** Eight lower-case hexadecimal digits. */
  id: string;
  verify(text: string, payload: Uint8Array): boolean;
}

/** Why a note is not taken. */
export type NoteFault =
  /** It is not written as a note, or what it holds is not written as it must be. */
  | 'malformed'
  /** A signature of a known key is wrong. */
  | 'bad-signature'
  /** No key that must have signed has done so. */
  | 'unsigned'
  /** It belongs to another log. */
  | 'other-origin';

export class NoteError extends Error {
  constructor(
    readonly fault: NoteFault,
    message: string,
  ) {
    super(message);
    this.name = 'NoteError';
  }
}

/**
 * Reads a signed note by its form alone, strictly.
 *
 * @throws NoteError `malformed`
 */
export function parseNote(bytes: Uint8Array): Note {
  const whole = decode(bytes);
  const split = whole.lastIndexOf('\n\n');
  if (split < 0) throw malformed('there is no empty line above its signatures');
  const tail = whole.slice(split + 2);
  if (!tail.endsWith('\n')) throw malformed('it does not end with the end of a line');
  const lines = tail.slice(0, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) throw malformed(`it has more than ${MOST_SIGNATURES} signatures`);
  return { text: whole.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

/**
 * Opens a signed note: every signature of a known key must be right, those of others are passed over.
 *
 * @returns the note with the signatures that were checked
 * @throws NoteError `malformed` or `bad-signature`
 */
export function openNote(bytes: Uint8Array, verifiers: readonly NoteVerifier[]): Note {
  const { text, signatures } = parseNote(bytes);
  const checked = signatures.filter(({ name, keyId, payload }) => {
    const verifier = verifiers.find((known) => known.name === name && known.id === keyId);
    if (verifier && !verifier.verify(text, payload))
      throw new NoteError('bad-signature', `The signature of ${name} (${keyId}) is wrong: the text or it was changed`);
    return verifier !== undefined;
  });
  return { text, signatures: checked };
}

/** A line of signature, with its end. */
export function signatureLine({ name, id }: { name: string; id: string }, payload: Uint8Array): string {
  return `— ${name} ${toBase64(concatBytes([fromHex(id), payload]))}\n`;
}

/**
 * A text with lines of signature below it.
 *
 * @param text ends with the end of a line, as do `lines`
 */
export function writeNote(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.join('')}`;
}

function decode(bytes: Uint8Array): string {
  // Bytes below 0x20 are characters of their own in UTF-8.
  if (bytes.some((byte) => byte < 0x20 && byte !== LF)) throw malformed('it has control characters');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed('it is not UTF-8');
  }
}

function parseSignature(line: string): NoteSignature {
  const [, name, encoded] = /^— (\S+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  if (name === undefined || !isKeyName(name) || bytes === null || bytes.length <= ID_BYTES)
    throw malformed(`"${line}" is no line of signature`);
  return { name, keyId: toHex(bytes.subarray(0, ID_BYTES)), payload: bytes.subarray(ID_BYTES), line };
}

function malformed(why: string): NoteError {
  return new NoteError('malformed', `This is no signed note: ${why}`);
}
