import { isUtf8 } from 'node:buffer';
import type { Request } from 'express';
import { readBody } from '../../http/body.js';
import { ProblemError } from '../../http/problem.js';
import { MAX_DEPTH } from '../../integrity/canonical-json.js';
import { type ProofFile, ProofFileError, parseProofFile } from '../../integrity/proof-file.js';
import { endOfString } from '../../integrity/repeated-key.js';
import { isUuid } from '../../ledger/ids.js';
import { EVIDENCE_FORMAT } from '../../verifier/evidence.js';
import type { Values } from '../render/words.js';
import type { StringKey } from '../strings/keys.js';

/** Bytes of a form with its files. What is larger has its fingerprint worked out by whoever has it. */
export const MOST_BYTES = 10 * 2 ** 20;
/** Parts of a form, and its end. */
const MOST_BOUNDARIES = 4;
/** Entries that a receipt names; a command makes a few. */
const MOST_EVENTS = 100;

/** What somebody sent cannot be looked at; which field is wrong, and why in words for people. */
export class UploadError extends Error {
  constructor(
    readonly status: 400 | 413 | 415 | 422,
    readonly field: 'file' | 'metadata',
    readonly key: StringKey,
    readonly values: Values = {},
  ) {
    super(key);
    this.name = 'UploadError';
  }
}

/** What the form sends. */
export interface Upload {
  file: Buffer;
  /** What a table is described by. */
  metadata?: Buffer;
}

/** A file by what can be checked of it. */
export type Kind =
  /** Known by its hash alone. */
  | { is: 'plain' }
  | { is: 'pdf' }
  | { is: 'proof'; proof: ProofFile }
  | { is: 'receipt'; eventIds: string[] }
  | { is: 'evidence' };

/**
 * Reads the form. All of it is in memory, and nothing else holds it.
 *
 * @throws UploadError
 */
export async function readUpload(request: Request): Promise<Upload> {
  const type = request.headers['content-type'] ?? '';
  const [, boundary] = /^multipart\/form-data;.*?boundary="?([^";,]+)/i.exec(type) ?? [];
  if (boundary === undefined) throw new UploadError(415, 'file', 'verify.error.form');
  const body = await bodyOf(request);
  if (boundariesIn(body, boundary) > MOST_BOUNDARIES) throw new UploadError(400, 'file', 'verify.error.several');
  const form = await new Response(body, { headers: { 'Content-Type': type } }).formData().catch(() => {
    throw new UploadError(400, 'file', 'verify.error.form');
  });
  if ([...form.keys()].some((name) => name !== 'file' && name !== 'metadata'))
    throw new UploadError(400, 'file', 'verify.error.form');
  const file = await fileIn(form, 'file');
  if (!file) throw new UploadError(400, 'file', 'verify.error.none');
  const metadata = await fileIn(form, 'metadata');
  return { file, ...(metadata ? { metadata } : {}) };
}

async function bodyOf(request: Request): Promise<Buffer> {
  try {
    return await readBody(request, MOST_BYTES);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 413)
      throw new UploadError(413, 'file', 'verify.error.large', { size: MOST_BYTES / 2 ** 20 });
    throw error;
  }
}

function boundariesIn(body: Buffer, boundary: string): number {
  const mark = `--${boundary}`;
  let found = 0;
  for (let at = body.indexOf(mark); at >= 0 && found <= MOST_BOUNDARIES; at = body.indexOf(mark, at + mark.length))
    found++;
  return found;
}

/** `undefined` where none was chosen: a browser sends one without a name then. */
async function fileIn(form: FormData, field: 'file' | 'metadata'): Promise<Buffer | undefined> {
  const given = form.getAll(field).filter((one) => typeof one === 'string' || one.name !== '' || one.size > 0);
  if (given.length > 1) throw new UploadError(400, field, 'verify.error.several');
  const [file] = given;
  if (file === undefined) return undefined;
  if (typeof file === 'string') throw new UploadError(400, field, 'verify.error.form');
  if (file.size === 0) throw new UploadError(400, field, 'verify.error.empty');
  return Buffer.from(await file.arrayBuffer());
}

const PDF = Buffer.from('%PDF-');
const ZIP = Buffer.from('PK\u0003\u0004');
const PROOF = Buffer.from('c2sp.org/tlog-proof@');

/**
 * What can be checked of a file of which the ledger states no hash.
 *
 * @throws UploadError it is of no kind that this ledger gives out
 */
export function kindOf(file: Buffer): Kind {
  if (begins(file, PDF)) return { is: 'pdf' };
  if (begins(file, ZIP)) throw new UploadError(415, 'file', 'verify.error.zip');
  if (!isUtf8(file) || file.includes(0)) throw new UploadError(415, 'file', 'verify.error.kind');
  if (begins(file, PROOF)) return { is: 'proof', proof: proofIn(file) };
  const text = file.toString('utf8').trimStart();
  if (!text.startsWith('{')) throw new UploadError(422, 'metadata', 'verify.error.table');
  const { format, eventIds } = objectIn(text, 'file');
  if (format === EVIDENCE_FORMAT) return { is: 'evidence' };
  if (Array.isArray(eventIds)) return { is: 'receipt', eventIds: idsIn(eventIds) };
  return { is: 'plain' };
}

/** The hash that a table must have, and where it was taken from, as its metadata says. */
export interface Described {
  sha256: string;
  /** Below `/api/`; absent where the metadata names something else. */
  address?: string;
  title: string;
}

/** @throws UploadError it is no metadata of a table of this ledger */
export function describedBy(metadata: Buffer): Described {
  const text = isUtf8(metadata) ? metadata.toString('utf8').trimStart() : '';
  const { 'ledger:sha256': sha256, 'dc:title': title, url } = objectIn(text, 'metadata');
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256))
    throw new UploadError(422, 'metadata', 'verify.error.metadata');
  const isHere = typeof url === 'string' && /^\/api\/[\w\-./%?=&+:~]{1,2000}$/.test(url);
  return { sha256, title: typeof title === 'string' ? title.slice(0, 200) : '', ...(isHere ? { address: url } : {}) };
}

function proofIn(file: Buffer): ProofFile {
  try {
    return parseProofFile(file.toString('utf8'));
  } catch (error) {
    if (error instanceof ProofFileError) throw new UploadError(422, 'file', 'verify.error.proof');
    throw error;
  }
}

/** The members of a JSON object, none of which is deeper than anything that this ledger writes. */
function objectIn(text: string, field: 'file' | 'metadata'): Record<string, unknown> {
  if (depthOf(text) > MAX_DEPTH) throw new UploadError(422, field, 'verify.error.deep');
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new UploadError(422, field, 'verify.error.json');
  }
}

/** How deep brackets nest in a text of JSON; looks no further than is too deep. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length && deepest <= MAX_DEPTH; at++) {
    const character = text[at]!;
    if (character === '"') at = endOfString(text, at);
    else if ('{['.includes(character)) deepest = Math.max(deepest, ++depth);
    else if ('}]'.includes(character)) depth--;
  }
  return deepest;
}

function idsIn(eventIds: readonly unknown[]): string[] {
  const fine = eventIds.length > 0 && eventIds.length <= MOST_EVENTS && eventIds.every((id) => isUuid(String(id)));
  if (!fine) throw new UploadError(422, 'file', 'verify.error.receipt');
  return eventIds.map(String);
}

function begins(file: Buffer, with_: Buffer): boolean {
  return file.subarray(0, with_.length).equals(with_);
}
