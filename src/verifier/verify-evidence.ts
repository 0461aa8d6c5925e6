import { equalBytes } from '../integrity/bytes.js';
import { type Json, type JsonObject, parseCanonical } from '../integrity/canonical-json.js';
import type { OpenedCheckpoint } from '../integrity/checkpoint.js';
import { GrowingTree } from '../integrity/growing-tree.js';
import { keyBelow, UnknownKindError } from '../integrity/key-rules.js';
import type { Primitives } from '../integrity/primitives.js';
import { verifyInclusion } from '../integrity/proof.js';
import { TILE_WIDTH } from '../integrity/tile-path.js';
import { TreeHash } from '../integrity/tree-hash.js';
import { isAct } from '../ledger/history.js';
import { CheckpointChecks, type Question } from './checkpoint-checks.js';
import { disclosuresOf } from './disclosures.js';
import { EntryChecks } from './entry-checks.js';
import { checkEnvelope, EnvelopeError, isAdministrative } from './envelope.js';
import { type Evidence, EvidenceError, type Figure, parseEvidence } from './evidence.js';
import { Findings } from './findings.js';
import { checkContent, checkPublication } from './published-content.js';
import { type Verdict, verdictOf } from './verdict.js';

/**
 * Checks what a published report rests on.
 *
 * @param text of the file of evidence
 */
export function verifyEvidence(text: string, question: Question, primitives: Primitives): Verdict {
  const findings = new Findings();
  const checkpoints = new CheckpointChecks(question, findings, primitives);
  let evidence: Evidence;
  try {
    evidence = parseEvidence(text);
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    findings.hinder('report', error.message);
    return verdictOf(findings, { entries: 0, grade: 'cited' });
  }
  const checkpoint = checkpoints.open(evidence.checkpoint);
  findings.skip('lengths', 'evidence has no tiles');
  if (!checkpoint) {
    findings.hinder('report', 'without a checkpoint there is nothing to hold the figures against');
    return verdictOf(findings, { entries: 0, grade: evidence.grade });
  }
  const check = new EvidenceCheck({ evidence, checkpoint, findings, checkpoints, question, primitives });
  return check.verdict();
}

interface Parts {
  evidence: Evidence;
  checkpoint: OpenedCheckpoint;
  findings: Findings;
  checkpoints: CheckpointChecks;
  question: Question;
  primitives: Primitives;
}

class EvidenceCheck {
  private readonly hash: TreeHash;

  constructor(private readonly parts: Parts) {
    this.hash = new TreeHash(parts.primitives);
  }

  verdict(): Verdict {
    const { evidence, checkpoint, findings, checkpoints } = this.parts;
    const { figures, view, grade, entries } = evidence;
    const seenAt = checkpoints.checkWitnesses(checkpoint);
    if (evidence.origin !== checkpoint.origin)
      this.fault(`The evidence names the log "${evidence.origin}", its checkpoint "${checkpoint.origin}"`);
    if (view.atSize > checkpoint.size)
      this.fault(`The report rests on ${view.atSize} entries, but the checkpoint covers ${checkpoint.size}`);
    for (const figure of figures) this.checkProof(figure);
    const published = this.checkPublished();
    checkContent(
      evidence,
      (at) => this.idOf(figures[at]!),
      (why) => this.fault(why),
    );
    const whole = entries !== null && entries.length === checkpoint.size ? entries : undefined;
    if (grade === 'complete' && !whole)
      this.fault(`It claims to be complete, but has ${entries?.length ?? 0} of ${checkpoint.size} entries`);
    const recordedUpTo = whole ? this.checkAll(whole, seenAt) : this.checkCited();
    findings.pass(
      'report',
      `${figures.length} figures and statements are ${whole ? 'those of its view' : 'in the log'}${published}`,
    );
    const looked = whole ? whole.length : new Set(figures.map(({ index }) => index)).size;
    return verdictOf(findings, { checkpoint, entries: looked, grade: whole ? 'complete' : 'cited', recordedUpTo });
  }

  private checkProof({ pointer, index, entry, proof }: Figure): void {
    const { checkpoint, evidence } = this.parts;
    const { size, root } = checkpoint;
    if (index >= evidence.view.atSize)
      this.fault(
        `${pointer}: entry ${index} is not among the first ${evidence.view.atSize}, which the report rests on`,
      );
    if (!verifyInclusion({ leafHash: this.hash.leafHash(entry), index, size, root }, proof, this.hash))
      this.fault(`${pointer}: its proof does not show that its entry is entry ${index} of the log`);
  }

  /** @returns what is said of the entry that published the report, where it is there */
  private checkPublished(): string {
    const { evidence, checkpoint, findings, primitives } = this.parts;
    const { publication, content } = evidence;
    if (!publication || !content)
      findings.notice(
        'report',
        `The file does not say which report was published: it lacks ${publication ? 'the content' : 'the entry that published it'}`,
      );
    if (!publication) return '';
    const { index, entry, proof } = publication;
    const { size, root } = checkpoint;
    if (!verifyInclusion({ leafHash: this.hash.leafHash(entry), index, size, root }, proof, this.hash))
      this.fault(`The proof of the publication does not show that its entry is entry ${index} of the log`);
    const parsed = this.parsed(entry, index);
    if (!parsed) return '';
    const sha256 = checkPublication(evidence, parsed, (why) => this.fault(why), primitives);
    const what = sha256 === undefined ? 'as a paper' : `with the fingerprint ${sha256}`;
    return `; entry ${index} published the report ${what}`;
  }

  /** Event id in the entry of a figure. */
  private idOf({ entry, index }: Figure): Json | undefined {
    return this.parsed(entry, index)?.id;
  }

  /** All entries are there: the log is made anew, and the report's view of it. */
  private checkAll(entries: readonly Uint8Array[], seenAt: number | undefined): string {
    const { checkpoint, checkpoints, findings, evidence, primitives, question } = this.parts;
    const disclosures = disclosuresOf(question.disclosures, findings, primitives);
    const checks = new EntryChecks({ findings, primitives, disclosures, seenAt });
    const tree = new GrowingTree(this.hash, checkpoints.keptSizes);
    for (let at = 0; at < entries.length; at += TILE_WIDTH)
      tree.take(entries.slice(at, at + TILE_WIDTH).map((entry) => this.hash.leafHash(entry)));
    for (const entry of entries) checks.take(entry);
    const made = equalBytes(tree.root(), checkpoint.root);
    if (made) findings.pass('tree', 'the entries make the root that was signed');
    else findings.fail('tree', 'The entries do not make the root that was signed: they are not those');
    this.checkSince(made, (at) => tree.rootAt(at));
    checks.end();
    const { asReportedOn, atSize } = evidence.view;
    const answers = checks.answers(asReportedOn, atSize);
    if (!answers) findings.hinder('report', 'the entries cannot be replayed');
    for (const { pointer, key, index, entry } of evidence.figures) {
      if (!entries[index] || !equalBytes(entry, entries[index]))
        this.fault(`${pointer}: its entry is not entry ${index} of those that are there`);
      if (answers && answers.get(key) !== index)
        this.fault(`${pointer}: entry ${index} is not what answers for ${key} in the view of the report`);
    }
    return checks.recordedUpTo;
  }

  /** Only the entries of figures are there. */
  private checkCited(): string {
    const { findings, checkpoint, checkpoints, evidence, question } = this.parts;
    for (const check of ['tree', 'clock', 'state'] as const) findings.skip(check, 'that takes all entries of the log');
    if (question.disclosures === undefined) disclosuresOf(undefined, findings, this.parts.primitives);
    else findings.hinder('disclosures', 'disclosed values can be checked with all entries of the log alone');
    for (const figure of evidence.figures) this.checkCitedEntry(figure);
    findings.pass('entries', 'those of the figures are written in the one canonical way');
    findings.pass('envelope', 'those of the figures keep the rules that an entry keeps by itself');
    if (checkpoints.kept?.size === checkpoint.size) this.checkSince(true, () => checkpoint.root);
    else if (checkpoints.kept)
      findings.hinder(
        'since',
        'whether the log went on from the kept checkpoint, only all entries or the log can show',
      );
    return '';
  }

  private checkSince(made: boolean, rootAt: (size: number) => Uint8Array | undefined): void {
    const { checkpoint, checkpoints, findings } = this.parts;
    if (checkpoints.kept && checkpoints.kept.size > checkpoint.size)
      findings.hinder('since', 'the evidence is older than the kept checkpoint: hold that against the log itself');
    else checkpoints.checkSince(checkpoint, made, rootAt);
  }

  private checkCitedEntry({ pointer, key, index, entry: bytes }: Figure): void {
    const { findings, evidence } = this.parts;
    const entry = this.parsed(bytes, index);
    if (!entry) return;
    try {
      checkEnvelope(entry);
    } catch (error) {
      if (!(error instanceof EnvelopeError)) throw error;
      findings.fail('envelope', `entry ${index} (${entry.type}) ${error.message}`);
      return;
    }
    const { asReportedOn } = evidence.view;
    if (typeof entry.reportedOn === 'string' && entry.reportedOn > asReportedOn)
      this.fault(`${pointer}: entry ${index} was reported on ${entry.reportedOn}, after ${asReportedOn}`);
    if (!this.speaksOf(entry, key)) this.fault(`${pointer}: entry ${index} says nothing about ${key}`);
  }

  private parsed(bytes: Uint8Array, index: number): JsonObject | undefined {
    try {
      return parseCanonical(bytes);
    } catch {
      this.parts.findings.fail('entries', `entry ${index} is not written in the one canonical way`);
      return undefined;
    }
  }

  /** What a change is about, the entry that it acts on says, which is not here: its stream must do. */
  private speaksOf(entry: JsonObject, key: string): boolean {
    const type = String(entry.type);
    if (isAct(type)) return isAdministrative(type) === false && key.startsWith(`${entry.stream}/`);
    try {
      const below = keyBelow(entry, this.parts.primitives);
      return below !== null && key === `${entry.stream}/${below}`;
    } catch (error) {
      if (!(error instanceof UnknownKindError)) return false; // its data is not what entries of its type have
      this.parts.findings.hinder('report', error.message);
      return true;
    }
  }

  private fault(why: string): void {
    this.parts.findings.fail('report', why);
  }
}
