import { equalBytes, toHex, utf8 } from '../integrity/bytes.js';
import { type Checkpoint, openCheckpoint, parseCheckpoint } from '../integrity/checkpoint.js';
import { cosign, cosignatureVerifier } from '../integrity/cosignature.js';
import { type PublicKey, publicKeyOf, type SecretKey } from '../integrity/keys.js';
import { logVerifier } from '../integrity/log-signature.js';
import { nodePrimitives } from '../integrity/node-primitives.js';
import { NoteError, type NoteVerifier, openNote, parseNote, writeNote } from '../integrity/note.js';
import { verifyConsistency } from '../integrity/proof.js';
import { parseSubmission, SubmissionError } from '../integrity/submission.js';
import { EMPTY_ROOT, TreeHash } from '../integrity/tree-hash.js';

/** Where a witness keeps what it has seen. What is kept is on disk when a method returns. */
export interface WitnessMemory {
  /** The newest checkpoint of a log, as it was cosigned; `null` where it has none. */
  load(origin: string): string | null;
  save(origin: string, note: string): void;
  /** Keeps a checkpoint that contradicts the one that was cosigned: both together show that the log is not one log. */
  keepConflict(origin: string, checkpoint: Checkpoint, note: string): void;
}

export interface WitnessParts {
  key: SecretKey;
  /** Keys of the logs that it looks after; a log that changes its key has two. */
  logs: readonly PublicKey[];
  memory: WitnessMemory;
  /** Unix seconds. */
  now: () => number;
  /** Told what somebody should look at. */
  log: (message: string) => void;
}

/** An answer as HTTP has it. */
export interface WitnessAnswer {
  status: 200 | 400 | 403 | 404 | 409 | 422;
  type: string;
  body: string;
}

/** What the witness has kept cannot be used; it must not sign without. */
export class WitnessMemoryError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WitnessMemoryError';
  }
}

const TEXT = 'text/plain; charset=utf-8';
const SIZE = 'text/x.tlog.size';
const NOTHING: Known = { size: 0, root: EMPTY_ROOT, note: null, line: null };

const tree = new TreeHash(nodePrimitives);

/**
 * Cosigns checkpoints of logs that only ever grow: of each log it knows the newest one that it has cosigned, and signs
 * nothing that does not go on from that. Works without waiting in between, so that two submissions never cross.
 */
export class Witness {
  private readonly own: NoteVerifier;
  private readonly logs = new Map<string, { verifiers: NoteVerifier[]; known: Known }>();

  /** @throws WitnessMemoryError */
  constructor(private readonly parts: WitnessParts) {
    this.own = cosignatureVerifier(publicKeyOf(parts.key, 'cosignature', nodePrimitives), nodePrimitives);
    for (const key of parts.logs) {
      const verifiers = [...(this.logs.get(key.name)?.verifiers ?? []), logVerifier(key, nodePrimitives)];
      this.logs.set(key.name, { verifiers, known: NOTHING });
    }
    for (const [origin, log] of this.logs) log.known = this.remembered(origin, log.verifiers);
  }

  /** The newest checkpoint of a log with this witness's own signature; `null` where it has seen none, or does not know it. */
  newest(originHash: string): string | null {
    for (const [origin, { known }] of this.logs)
      if (toHex(nodePrimitives.sha256(utf8(origin))) === originHash) return known.note;
    return null;
  }

  /** Answers a submission as the C2SP tlog-witness specification has it. */
  addCheckpoint(body: Uint8Array): WitnessAnswer {
    try {
      const { old, proof, note } = parseSubmission(body);
      const [origin = ''] = parseNote(note).text.split('\n', 1);
      const log = this.logs.get(origin);
      if (!log) return said(404, 'This witness does not know the log');
      const checkpoint = openCheckpoint(note, { origin, log: log.verifiers });
      const { size, root } = checkpoint;
      const { known } = log;
      if (old > size) return said(400, 'The old size is larger than the checkpoint');
      const contradicts = known.note !== null && known.size === size && !equalBytes(known.root, root);
      if (contradicts) this.alarm(origin, checkpoint, note);
      if (contradicts || old !== known.size) return { status: 409, type: SIZE, body: `${known.size}\n` };
      if (!verifyConsistency({ from: old, to: size, fromRoot: known.root, toRoot: root }, proof, tree)) {
        this.parts.log(
          `${origin}: a signed checkpoint of ${size} entries came without a proof that it goes on from ${old}`,
        );
        return said(422, 'The proof does not show that the log goes on from what it was');
      }
      // The same again is answered the same: what was seen once was seen then, and nothing need be written.
      const line = size === known.size && known.line !== null ? known.line : this.cosign(origin, checkpoint, note);
      return { status: 200, type: TEXT, body: line };
    } catch (error) {
      if (error instanceof SubmissionError) return said(400, error.message);
      if (error instanceof NoteError) return said(error.fault === 'malformed' ? 400 : 403, error.message);
      throw error;
    }
  }

  /** It is remembered before anybody is told. */
  private cosign(origin: string, { size, root, text }: Checkpoint & { text: string }, note: Uint8Array): string {
    const log = this.logs.get(origin)!;
    const line = cosign(this.parts.key, this.parts.now(), text, nodePrimitives);
    const signed = openNote(note, log.verifiers).signatures.map((signature) => `${signature.line}\n`);
    const kept = writeNote(text, [...signed, line]);
    this.parts.memory.save(origin, kept);
    log.known = { size, root, note: kept, line };
    return line;
  }

  private alarm(origin: string, checkpoint: Checkpoint, note: Uint8Array): void {
    this.parts.log(
      `${origin}: the log has signed two different checkpoints of ${checkpoint.size} entries. It shows different pasts to ` +
        'different people, or its database was set back. Both are kept; tell whoever relies on the log.',
    );
    this.parts.memory.keepConflict(origin, checkpoint, new TextDecoder().decode(note));
  }

  private remembered(origin: string, verifiers: readonly NoteVerifier[]): Known {
    const note = this.parts.memory.load(origin);
    if (note === null) return NOTHING;
    try {
      const { text, signatures } = openNote(utf8(note), [...verifiers, this.own]);
      if (signatures.length === 0) throw new NoteError('unsigned', 'Neither the log nor this witness has signed it');
      const { size, root, origin: of } = parseCheckpoint(text);
      if (of !== origin) throw new NoteError('other-origin', `It is of the log "${of}"`);
      const own = signatures.find(({ name, keyId }) => name === this.own.name && keyId === this.own.id);
      return { size, root, note, line: own ? `${own.line}\n` : null };
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
      throw new WitnessMemoryError(
        `What this witness has seen of the log ${origin} last cannot be used: ${error.message}. Put the right file back. ` +
          'Without it the witness would not notice when the log is set back.',
        { cause: error },
      );
    }
  }
}

/** The newest checkpoint of a log that was cosigned. */
interface Known {
  size: number;
  root: Uint8Array;
  /** As it is kept, with the log's signatures and this witness's own; `null` before the first. */
  note: string | null;
  /** This witness's own signature; `null` where another key than now has made it. */
  line: string | null;
}

function said(status: WitnessAnswer['status'], why: string): WitnessAnswer {
  return { status, type: TEXT, body: `${why}\n` };
}
