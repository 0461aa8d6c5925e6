import { equalBytes, utf8 } from '../integrity/bytes.js';
import {
  type Checkpoint,
  type CheckpointKeys,
  type OpenedCheckpoint,
  openCheckpoint,
  parseCheckpoint,
} from '../integrity/checkpoint.js';
import { cosignatureVerifier } from '../integrity/cosignature.js';
import { KeyError, type PublicKey, parseVkey } from '../integrity/keys.js';
import { logVerifier } from '../integrity/log-signature.js';
import { NoteError } from '../integrity/note.js';
import { type Policy, PolicyError, parsePolicy, quorumMet } from '../integrity/policy.js';
import type { Primitives } from '../integrity/primitives.js';
import { secondsAsTime } from './entry-checks.js';
import type { Findings } from './findings.js';

/** What is taken from whoever asks, and not from whoever shows the log. All of it is text, as it stands in files. */
export interface Question {
  /** Public keys of the log, one a line: the key, and while keys are exchanged the new one too. */
  vkey: string;
  /** Name of the log; that of the first key unless told. */
  origin?: string;
  /** A checkpoint that was kept: signed, or its three lines. */
  since?: string;
  /** Whose cosignatures the log must have: a file of the tlog-policy specification. */
  policy?: string;
  /** Values that were shown: lines of JSON `{index, pointer, disclosure}`. */
  disclosures?: string;
  /** Whether the entries are the ones that were signed is all that is asked: nobody looks into them. */
  logOnly?: boolean;
}

/** The checks 1, 2, 5 and 9: those of keys and checkpoints. */
export class CheckpointChecks {
  private readonly keys: CheckpointKeys | undefined;
  private readonly policy: Policy | undefined;
  /** What was kept; `undefined` where nothing was, or what was kept does not open. */
  readonly kept: Checkpoint | undefined;
  /** Sizes at which the root of the log is wanted. */
  readonly keptSizes: readonly number[];

  constructor(
    private readonly question: Question,
    private readonly findings: Findings,
    private readonly primitives: Primitives,
  ) {
    this.policy = this.readPolicy();
    this.keys = this.readKeys();
    this.kept = this.keys && this.openKept(this.keys);
    this.keptSizes = this.kept ? [this.kept.size] : [];
  }

  /** Opens the checkpoint of what is checked; `undefined` where it does not open. */
  open(note: Uint8Array | string): OpenedCheckpoint | undefined {
    if (!this.keys) {
      this.findings.hinder('note', 'there is no key to open the checkpoint with');
      return undefined;
    }
    try {
      const opened = openCheckpoint(note, this.keys);
      this.findings.pass('note', `signed by ${opened.origin}: ${opened.size} entries`);
      return opened;
    } catch (error) {
      this.findings.fail('note', messageOf(error, NoteError));
      return undefined;
    }
  }

  /** @returns Unix seconds of the earliest cosignature of a witness that the policy knows */
  checkWitnesses({ cosignatures }: OpenedCheckpoint): number | undefined {
    const { policy } = this;
    if (!policy) return undefined;
    const namesOf = new Map(policy.witnesses.map(({ name, key }) => [key.name, name]));
    const cosigned = new Set(cosignatures.map(({ witness }) => namesOf.get(witness)!));
    const names = [...cosigned].join(', ');
    const earliest = cosignatures.length > 0 ? Math.min(...cosignatures.map(({ time }) => time)) : undefined;
    if (!quorumMet(policy, cosigned)) {
      const who = names === '' ? 'No witness of the policy has cosigned' : `Only ${names} cosigned`;
      this.findings.fail('witnesses', `${who}: the quorum "${policy.quorum}" is not met`);
    } else if (earliest === undefined) {
      const none = 'nobody has cosigned, and the policy asks for nobody';
      this.findings.skip('witnesses', `${none}: as far as this shows, this state is held by nobody else yet`);
    } else {
      this.findings.pass('witnesses', `cosigned by ${names}, first at ${secondsAsTime(earliest)}`);
    }
    return earliest;
  }

  /**
   * Holds the kept checkpoint against the log.
   *
   * @param shown the signed checkpoint of the log as it is now
   * @param made whether the entries make the root of `shown`
   * @param rootAt the root of its first so many entries, made anew; `undefined` where it has fewer
   */
  checkSince(shown: Checkpoint, made: boolean, rootAt: (size: number) => Uint8Array | undefined): void {
    const { kept, findings } = this;
    if (!kept) return;
    const root = rootAt(kept.size);
    if (kept.size > shown.size) {
      const now = `${shown.size} are shown now: the log was set back, or its newest entries are withheld`;
      findings.fail('since', `The kept checkpoint covers ${kept.size} entries, but only ${now}`);
    } else if (!root || !equalBytes(root, kept.root)) {
      const changed = `entries were changed, removed, exchanged or put in since${signedAgain(kept, shown, made)}`;
      findings.fail('since', `The first ${kept.size} entries are not those of the kept checkpoint: ${changed}`);
    } else {
      findings.pass('since', `the first ${kept.size} entries are those that the kept checkpoint covers`);
    }
  }

  private readKeys(): CheckpointKeys | undefined {
    try {
      const keys = this.question.vkey
        .split(/\r?\n/)
        .filter((line) => line !== '')
        .map((line) => parseVkey(line, this.primitives));
      const [first] = keys;
      if (!first) throw new KeyError('No key of the log was given');
      const stranger = keys.find(({ use }) => use !== 'log');
      if (stranger) throw new KeyError(`The key of ${stranger.name} is that of a witness`);
      this.findings.pass('key', keys.map(({ name, id }) => `${name} (${id})`).join(', '));
      return {
        origin: this.question.origin ?? first.name,
        log: keys.map((key) => logVerifier(key, this.primitives)),
        witnesses: this.policy?.witnesses.map(({ key }) => this.verifierOf(key)) ?? [],
      };
    } catch (error) {
      this.findings.fail('key', messageOf(error, KeyError));
      return undefined;
    }
  }

  private verifierOf(key: PublicKey) {
    return cosignatureVerifier(key, this.primitives);
  }

  private readPolicy(): Policy | undefined {
    if (this.question.policy === undefined) {
      this.findings.skip('witnesses', 'no policy was given (--policy) that says whose cosignatures are needed');
      return undefined;
    }
    try {
      return parsePolicy(this.question.policy, this.primitives);
    } catch (error) {
      this.findings.hinder('witnesses', messageOf(error, PolicyError));
      return undefined;
    }
  }

  private openKept(keys: CheckpointKeys): Checkpoint | undefined {
    const { since } = this.question;
    if (since === undefined) {
      const why = 'an older state, signed again, would not be noticed';
      this.findings.skip('since', `no checkpoint was given (--since) that was kept before: ${why}`);
      return undefined;
    }
    try {
      if (since.includes('\n\n')) return openCheckpoint(utf8(since), keys);
      const checkpoint = parseCheckpoint(since.endsWith('\n') ? since : `${since}\n`);
      if (checkpoint.origin !== keys.origin)
        throw new NoteError('other-origin', `It is of "${checkpoint.origin}", not of "${keys.origin}"`);
      return checkpoint;
    } catch (error) {
      this.findings.fail('since', `The kept checkpoint does not open. ${messageOf(error, NoteError)}`);
      return undefined;
    }
  }
}

/** Of entries that are not those of the kept checkpoint: nobody is accused of a signature that was not made. */
function signedAgain(kept: Checkpoint, shown: Checkpoint, made: boolean): string {
  if (made) return ', and the log was signed again';
  return kept.size === shown.size && equalBytes(kept.root, shown.root)
    ? '. The checkpoint that is shown is the one that was kept: nothing was signed again'
    : '. Whether the log was signed again cannot be told: they do not make the root that is shown either';
}

function messageOf(error: unknown, expected: new (...parts: never[]) => Error): string {
  if (error instanceof expected) return error.message;
  throw error;
}
