import { fromBase64, toBase64 } from './base64.js';
import { parseSize } from './size.js';
import { HASH_BYTES } from './tree-hash.js';

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
const MOST_HASHES = 63;

/** A proof that an entry is in a log, with all that is needed to check it but the entry and the log's key. */
export interface ProofFile {
  /** Place of the entry. */
  index: number;
  /** The inclusion proof in the tree of the checkpoint, the leaf's sibling first. */
  hashes: readonly Uint8Array[];
  /** The signed checkpoint with its cosignatures, as published. Nothing in it has been checked. */
  checkpoint: string;
}

/** This is no proof file; the message says why. */
export class ProofFileError extends Error {
  constructor(why: string) {
    super(`This is no proof file: ${why}`);
    this.name = 'ProofFileError';
  }
}

/** The text of a `.tlog-proof` file. */
export function formatProofFile({ index, hashes, checkpoint }: ProofFile): string {
  const head = [FIRST_LINE, `index ${index}`, ...hashes.map(toBase64)];
  return `${head.join('\n')}\n\n${checkpoint}`;
}

/**
 * Reads a `.tlog-proof` file strictly. What other programs say in an extra line is passed over: nobody has signed it.
 *
 * @throws ProofFileError
 */
export function parseProofFile(text: string): ProofFile {
  const split = text.indexOf('\n\n');
  if (split < 0) throw new ProofFileError('there is no empty line above its checkpoint');
  const [first, ...rest] = text.slice(0, split).split('\n');
  if (first !== FIRST_LINE) throw new ProofFileError(`its first line is not "${FIRST_LINE}"`);
  if (rest[0]?.startsWith('extra ')) checkExtra(rest.shift()!);
  const [indexLine = '', ...hashLines] = rest;
  const index = indexLine.startsWith('index ') ? parseSize(indexLine.slice('index '.length)) : null;
  if (index === null) throw new ProofFileError('it names no entry');
  if (hashLines.length > MOST_HASHES) throw new ProofFileError(`it has more than ${MOST_HASHES} hashes`);
  return { index, hashes: hashLines.map(parseHash), checkpoint: text.slice(split + 2) };
}

function checkExtra(line: string): void {
  if (fromBase64(line.slice('extra '.length)) === null) throw new ProofFileError('its extra line is not base64');
}

function parseHash(line: string): Uint8Array {
  const bytes = fromBase64(line);
  if (bytes?.length !== HASH_BYTES) throw new ProofFileError(`"${line}" is no hash`);
  return bytes;
}
