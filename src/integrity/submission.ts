import { fromBase64, toBase64 } from './base64.js';
import { parseSize } from './size.js';
import { HASH_BYTES } from './tree-hash.js';

const MOST_HASHES = 63;
const LF = 0x0a;

/** What a log sends to a witness: the body of `add-checkpoint` in the C2SP tlog-witness specification. */
export interface Submission {
  /** Size of the checkpoint that the witness is thought to know; 0 for none. */
  old: number;
  /** Consistency proof from that size to the one of the checkpoint; empty from 0. */
  proof: Uint8Array[];
  /** The signed checkpoint, as it was sent; not looked into. */
  note: Uint8Array;
}

/** This is no submission; the message says why. */
export class SubmissionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SubmissionError';
  }
}

/** @param note the signed checkpoint */
export function formatSubmission({ old, proof, note }: { old: number; proof: Uint8Array[]; note: string }): string {
  return `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`;
}

/** @throws SubmissionError */
export function parseSubmission(bytes: Uint8Array): Submission {
  const end = bytes.findIndex((byte, at) => byte === LF && bytes[at + 1] === LF);
  if (end < 0) throw new SubmissionError('There is no empty line above the checkpoint');
  const [first = '', ...lines] = String.fromCharCode(...bytes.subarray(0, Math.min(end, MOST_BYTES))).split('\n');
  const old = first.startsWith('old ') ? parseSize(first.slice(4)) : null;
  if (old === null) throw new SubmissionError('The first line is not "old" and a size');
  if (lines.length > MOST_HASHES) throw new SubmissionError(`A proof has ${MOST_HASHES} hashes at most`);
  return { old, proof: lines.map(hashOf), note: bytes.subarray(end + 2) };
}

/** More than the longest lines above a checkpoint have. */
const MOST_BYTES = 4_096;

function hashOf(line: string): Uint8Array {
  const hash = fromBase64(line);
  if (hash?.length !== HASH_BYTES) throw new SubmissionError('A line of the proof is no hash');
  return hash;
}
