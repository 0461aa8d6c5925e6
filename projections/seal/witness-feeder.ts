import { utf8 } from '../../src/integrity/bytes.js';
import { cosignatureTime, cosignatureVerifier } from '../../src/integrity/cosignature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { NoteError, openNote, parseNote, writeNote } from '../../src/integrity/note.js';
import type { PolicyWitness } from '../../src/integrity/policy.js';
import { formatSubmission } from '../../src/integrity/submission.js';
import { Backoff, pause } from '../../src/ledger/backoff.js';
import { Bell } from '../../src/ledger/bell.js';
import { WitnessClient } from '../../src/log/witness-client.js';
import { WitnessError, type WitnessProblem } from '../../src/log/witness-problem.js';
import { isPassing, messageOf } from '../runner/trouble.js';
import type { LogCheckpoints, SignedCheckpoint } from './log-checkpoints.js';
import type { LogCosignatures } from './log-cosignatures.js';
import type { LogTree } from './log-tree.js';

/** From the beginning of one submission to that of the next at least, in milliseconds. */
export const BETWEEN_SUBMISSIONS_MS = 1_000;
/** How long a witness may take, which others need not wait for, in milliseconds. */
const PATIENCE_MS = 30_000;
const RETRY_MS = { first: 1_000, most: 60_000 };
/** How long a witness is not asked what it has seen after it did not answer, in milliseconds. */
const SILENT_MS = 600_000;
const DAY_MS = 86_400_000;
/** A time that is further in the future, or further before the checkpoint, tells of a wrong clock. */
const MOST_MS_APART = 3_600_000;

export interface FeederParts {
  witness: PolicyWitness & { url: string };
  tree: Pick<LogTree, 'consistencyProof'>;
  checkpoints: Pick<LogCheckpoints, 'publishedAt'>;
  cosignatures: LogCosignatures;
  /** Told that the witness has stopped cosigning, and that it goes on. */
  log: (message: string) => void;
  /** Called when it has cosigned. */
  onCosigned: () => void;
}

/**
 * Hands checkpoints to one witness, one at a time and only the newest, and writes down what it signs; again and again
 * until it has signed.
 */
export class WitnessFeeder {
  private readonly bell = new Bell();
  private readonly client: WitnessClient;
  private target: SignedCheckpoint | null = null;
  /** Size at which the witness knows the log, as far as one knows. */
  private known = 0;
  private problem: WitnessProblem | null = null;
  /** On the clock of `performance`. */
  private silentUntil = 0;
  /** Whether it was said that the witness does not tell what it has seen. */
  private isSilent = false;

  constructor(private readonly parts: FeederParts) {
    this.client = new WitnessClient(parts.witness.url);
  }

  /** The checkpoint that it is to sign next. */
  offer(checkpoint: SignedCheckpoint): void {
    this.target = checkpoint;
    this.bell.ring();
  }

  /**
   * The newest checkpoint that the witness has seen of a log; `null` where it shows none. One that does not answer in time
   * is left alone until it takes a checkpoint again, or for a while, since everything waits for it.
   */
  async newest(origin: string, timeoutMs: number, signal: AbortSignal): Promise<string | null> {
    if (performance.now() < this.silentUntil) return null;
    try {
      const note = await this.client.newest(origin, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
      this.isSilent = false;
      return note;
    } catch (error) {
      if (!(error instanceof WitnessError)) throw error;
      this.silentUntil = performance.now() + SILENT_MS;
      if (!signal.aborted && !this.isSilent)
        this.parts.log(`The witness ${this.parts.witness.name} does not say what it has seen. ${error.message}`);
      this.isSilent = true;
      return null;
    }
  }

  /** Runs until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const { cosignatures, witness } = this.parts;
    const { name } = witness.key;
    const backoff = new Backoff(RETRY_MS.first, RETRY_MS.most);
    let done: SignedCheckpoint | null = null;
    let isNew = true;
    while (!signal.aborted) {
      const rings = this.bell.count;
      const { target } = this;
      if (!target || target === done) {
        await this.bell.heard(rings, DAY_MS, signal);
        continue;
      }
      const rest = pause(BETWEEN_SUBMISSIONS_MS, signal);
      try {
        if (isNew) this.known = await cosignatures.largestOf(name);
        isNew = false;
        if (!(await cosignatures.cosigners(target.size)).includes(name))
          await this.submit(target, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
        done = target;
        backoff.reset();
        await this.say(null);
      } catch (error) {
        if (signal.aborted) return;
        await this.say(error);
        const next = new AbortController();
        const either = AbortSignal.any([signal, next.signal]);
        await Promise.race([backoff.wait(either), this.bell.heard(rings, DAY_MS, either)]);
        next.abort();
      }
      await rest;
    }
  }

  private async submit(checkpoint: SignedCheckpoint, signal: AbortSignal): Promise<void> {
    let answer = await this.hand(checkpoint, signal);
    this.silentUntil = 0; // it is there
    if ('knows' in answer && answer.knows !== this.known && answer.knows <= checkpoint.size) {
      this.known = answer.knows;
      answer = await this.hand(checkpoint, signal);
    }
    if ('knows' in answer) throw whyNot(answer.knows, checkpoint.size);
    await this.keep(checkpoint, answer.lines);
    this.known = checkpoint.size;
  }

  private async hand({ size, note }: SignedCheckpoint, signal: AbortSignal) {
    const old = Math.min(this.known, size);
    const proof = old === 0 ? [] : await this.parts.tree.consistencyProof(old, size);
    return this.client.submit(formatSubmission({ old, proof, note }), signal);
  }

  /** Writes down what the witness has signed, if it has. */
  private async keep({ size, note }: SignedCheckpoint, lines: string): Promise<void> {
    const { witness, checkpoints, cosignatures } = this.parts;
    const signature = signatureOf(witness, parseNote(utf8(note)).text, lines);
    const time = cosignatureTime(signature.payload)!;
    // It may have signed long ago, and its answer was lost; what is not published was signed a moment ago.
    const made = (await checkpoints.publishedAt(size))?.getTime() ?? Date.now();
    if (time * 1_000 > Date.now() + MOST_MS_APART || time * 1_000 < made - MOST_MS_APART)
      throw new WitnessError('clock', `It says to have signed ${time} seconds after 1970`);
    await cosignatures.add(size, { witness: witness.key.name, line: `${signature.line}\n`, time });
    this.parts.onCosigned();
  }

  /** Tells everybody what keeps the witness from cosigning, or that nothing does any more; each thing once. */
  private async say(error: unknown): Promise<void> {
    const { witness, cosignatures, log } = this.parts;
    const problem = error instanceof WitnessError ? error.problem : null;
    if (error !== null && problem === null) {
      if (!isPassing(error)) log(`The witness ${witness.name} is not asked: ${messageOf(error)}`);
      return;
    }
    if (problem !== this.problem) {
      log(
        problem
          ? `The witness ${witness.name} (${witness.url}) does not cosign. ${messageOf(error)}`
          : `The witness ${witness.name} cosigns again`,
      );
      this.problem = problem;
    }
    await cosignatures.setProblem(witness.key.name, problem).catch(() => undefined); // said again with the next attempt
  }
}

function whyNot(knows: number, size: number): WitnessError {
  if (knows > size)
    return new WitnessError('ahead', `It says that it has seen ${knows} entries, but the log has signed ${size}`);
  return new WitnessError('contradicts', `It has seen another checkpoint of ${knows} entries`);
}

/** The witness's own line of what it has answered. What others have signed, and what is no line at all, is not looked at. */
function signatureOf({ key }: PolicyWitness, text: string, lines: string) {
  try {
    const { signatures } = openNote(utf8(writeNote(text, [lines])), [cosignatureVerifier(key, nodePrimitives)]);
    if (signatures[0]) return signatures[0];
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
  }
  throw new WitnessError('bad-cosignature', 'It answers with something else than its own signature of the checkpoint');
}
