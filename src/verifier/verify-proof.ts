import { utf8 } from '../integrity/bytes.js';
import { canonicalJson, type JsonObject, parseCanonical } from '../integrity/canonical-json.js';
import type { Primitives } from '../integrity/primitives.js';
import { verifyInclusion } from '../integrity/proof.js';
import { type ProofFile, ProofFileError, parseProofFile } from '../integrity/proof-file.js';
import { TreeHash } from '../integrity/tree-hash.js';
import { CheckpointChecks, type Question } from './checkpoint-checks.js';
import { disclosuresOf } from './disclosures.js';
import { checkEnvelope, EnvelopeError } from './envelope.js';
import { Findings } from './findings.js';
import { type Verdict, verdictOf } from './verdict.js';

const GRADE = 'cited';

/**
 * Checks that one entry is in a log.
 *
 * @param text of the proof file
 * @param entry the bytes that are to have been sealed
 */
export function verifyProof(text: string, entry: Uint8Array, question: Question, primitives: Primitives): Verdict {
  const findings = new Findings();
  const checkpoints = new CheckpointChecks(question, findings, primitives);
  findings.skip('report', 'this is the proof of an entry, and no evidence of a report');
  findings.skip('lengths', 'the proof of an entry has no tiles');
  for (const check of ['clock', 'state'] as const) findings.skip(check, 'that takes all entries of the log');
  if (question.disclosures === undefined) disclosuresOf(undefined, findings, primitives);
  else findings.hinder('disclosures', 'disclosed values can be checked with all entries of the log alone');
  let proof: ProofFile;
  try {
    proof = parseProofFile(text);
  } catch (error) {
    if (!(error instanceof ProofFileError)) throw error;
    findings.hinder('tree', error.message);
    return verdictOf(findings, { entries: 0, grade: GRADE });
  }
  const checkpoint = checkpoints.open(proof.checkpoint);
  if (!checkpoint) {
    findings.hinder('tree', 'without a checkpoint there is nothing to hold the entry against');
    return verdictOf(findings, { entries: 0, grade: GRADE });
  }
  checkpoints.checkWitnesses(checkpoint);
  const { kept } = checkpoints;
  if (kept?.size === checkpoint.size) checkpoints.checkSince(checkpoint, true, () => checkpoint.root);
  else if (kept) findings.hinder('since', 'the proof is under another checkpoint: hold the kept one against the log');
  const { size, root } = checkpoint;
  const { index, hashes } = proof;
  const hash = new TreeHash(primitives);
  if (verifyInclusion({ leafHash: hash.leafHash(entry), index, size, root }, hashes, hash))
    findings.pass('tree', `this is entry ${index} of the ${size} that were signed`);
  else findings.fail('tree', `The proof does not show that this is entry ${index} of the ${size} that were signed`);
  checkForm(entry, findings);
  return verdictOf(findings, { checkpoint, entries: 1, grade: GRADE });
}

/** Bytes of an entry, as they are or out of the service's answer, whose `entry` they are the canonical JSON of. */
export function sealedBytes(text: string): Uint8Array {
  return utf8(sealedText(text));
}

function sealedText(text: string): string {
  try {
    const { entry, leafHash } = Object(JSON.parse(text));
    if (leafHash !== undefined) return canonicalJson(entry);
  } catch {
    // Whatever it is: the proof tells whether it was sealed.
  }
  return text;
}

function checkForm(bytes: Uint8Array, findings: Findings): void {
  let entry: JsonObject;
  try {
    entry = parseCanonical(bytes);
  } catch {
    findings.fail('entries', 'the entry is not written in the one canonical way');
    return;
  }
  findings.pass('entries', 'the entry is written in the one canonical way');
  try {
    checkEnvelope(entry);
    findings.pass('envelope', 'the entry keeps the rules that an entry keeps by itself');
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    findings.fail('envelope', `the entry (${entry.type}) ${error.message}`);
  }
}
