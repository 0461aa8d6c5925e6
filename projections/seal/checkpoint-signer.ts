import type pg from 'pg';
import { checkpointText } from '../../src/integrity/checkpoint.js';
import { publicKeyOf, type SecretKey } from '../../src/integrity/keys.js';
import { logSignature } from '../../src/integrity/log-signature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { writeNote } from '../../src/integrity/note.js';
import { pause } from '../../src/ledger/backoff.js';
import { Bell } from '../../src/ledger/bell.js';
import type { LedgerIdentityReader } from '../../src/ledger/ledger-identity.js';
import { writeAnchor } from '../../src/log/anchor-file.js';
import type { LogOptions } from '../../src/log/log-options.js';
import { SigningStoppedError } from '../../src/log/signing-problem.js';
import type { Companion } from '../runner/companion.js';
import { isPassing, messageOf } from '../runner/trouble.js';
import { mustContinueSigned } from './fork-guard.js';
import { LogCheckpoints, type SignedCheckpoint } from './log-checkpoints.js';
import { LogCosignatures } from './log-cosignatures.js';
import { keyFilesOf, originOf, readLogKeys, verifiersOf } from './log-keys.js';
import { LogTree } from './log-tree.js';
import { logSize } from './seal.projection.js';
import { BETWEEN_SUBMISSIONS_MS } from './witness-feeder.js';
import { type WitnessedCheckpoint, Witnesses } from './witnesses.js';

/** Time from one checkpoint to the next at least, in milliseconds: half of what an entry may wait for its own. */
const BETWEEN_MS = 500;
const REST_MS = 10_000;
const LOOK_AGAIN_MS = 2_000;

export interface CheckpointSignerParts {
  pool: pg.Pool;
  identity: Pick<LedgerIdentityReader, 'current'>;
  options: LogOptions;
  /** Told what keeps it from signing, once, and when that is over. */
  log?: (message: string) => void;
  /** How soon it looks again whether what keeps it from signing is gone, in milliseconds. Default 2,000. */
  lookAgainMs?: number;
  /** How long it rests when nobody tells of new entries, in milliseconds. Default 10,000. */
  restMs?: number;
}

/**
 * Signs the log as it grows, beside the seal, in the one process that runs it: a checkpoint within a second of every
 * commit, none while nothing changes, none at all where the log does not go on from what was signed of it.
 */
export class CheckpointSigner implements Companion {
  private readonly bell = new Bell();
  private readonly tree: LogTree;
  private readonly checkpoints: LogCheckpoints;
  private readonly cosignatures: LogCosignatures;
  private readonly witnesses?: Witnesses;
  /** What keeps it from signing, as it was said last; `undefined` before the first look. */
  private said: string | null | undefined;

  constructor(private readonly parts: CheckpointSignerParts) {
    this.tree = new LogTree(parts.pool);
    this.checkpoints = new LogCheckpoints(parts.pool);
    this.cosignatures = new LogCosignatures(parts.pool);
    const { witnesses } = parts.options;
    if (witnesses) this.witnesses = new Witnesses(parts.pool, witnesses, (message) => parts.log?.(message));
  }

  tookIn(): void {
    this.bell.ring();
  }

  async run(instance: string, signal: AbortSignal): Promise<void> {
    const feeding = this.witnesses?.run(signal);
    await this.signOn(instance, signal);
    await feeding;
  }

  private async signOn(instance: string, signal: AbortSignal): Promise<void> {
    let guarded = false;
    while (!signal.aborted) {
      const rings = this.bell.count;
      try {
        const due = await this.due(!guarded, signal);
        if (due && !guarded) await this.begin(due);
        if (due) guarded = true;
        const isSigned = due !== null && (await this.sign(due, instance, signal));
        if (!signal.aborted) await this.say(null); // cut off, it has not made sure of anything
        if (isSigned) await pause(this.witnesses ? BETWEEN_SUBMISSIONS_MS : BETWEEN_MS, signal);
        else await this.bell.heard(rings, this.parts.restMs ?? REST_MS, signal);
      } catch (error) {
        guarded = false;
        if (signal.aborted) return;
        await this.say(error);
        await pause(this.parts.lookAgainMs ?? LOOK_AGAIN_MS, signal);
      }
    }
  }

  /** Whoever signed before may have ended before everybody had cosigned. */
  private async begin({ newest }: Due): Promise<void> {
    const asked = this.parts.options.witnesses?.policy.witnesses ?? [];
    await this.cosignatures.setAsked(asked.map(({ key }) => key.name));
    if (newest) this.witnesses?.offer(newest);
  }

  /**
   * The log as it is to be signed, if it may be; `null` where there is nothing to sign.
   *
   * @param always makes sure of it even where nothing is to be signed
   * @throws SigningStoppedError
   */
  private async due(always: boolean, signal: AbortSignal) {
    const origin = await originOf(this.parts);
    if (origin === null) return null;
    const newest = await this.checkpoints.newest();
    const size = await logSize(this.parts.pool);
    if (!always && newest?.published && newest.size === size) return null;
    const keys = readLogKeys(this.parts.options, origin, newest?.note ?? null);
    if (!keys) return null;
    const witnessed = (await this.witnesses?.newest(origin, signal)) ?? [];
    if (signal.aborted) return null;
    await this.guard({ origin, keys, newest, size }, witnessed);
    return { origin, keys, newest, size };
  }

  private async guard({ origin, keys, newest, size }: Due, witnessed: readonly WitnessedCheckpoint[]): Promise<void> {
    await mustContinueSigned({
      ...{ origin, size, newest, tree: this.tree, witnessed },
      verifiers: verifiersOf(keys, await this.checkpoints.allVkeys()),
      keyFiles: keyFilesOf(this.parts.options),
      published: (await this.checkpoints.publishedSize()) !== null,
    });
  }

  /**
   * Signs what is due; a log that has never been signed at its size 0 first.
   *
   * @returns whether there was anything
   */
  private async sign({ origin, keys, newest, size }: Due, instance: string, signal: AbortSignal): Promise<boolean> {
    if (newest && !newest.published) await this.release(newest, signal);
    else if (newest?.size === size) return false;
    const signAt = async (at: number) => {
      const signed = signal.aborted ? null : await this.signAt(at, origin, keys, instance);
      if (signed) await this.release(signed, signal, { isNewest: at === size });
    };
    if (!newest) await signAt(0);
    if (size > (newest?.size ?? 0)) await signAt(size);
    return true;
  }

  /** `null` where another process runs the seal by now. */
  private async signAt(
    size: number,
    origin: string,
    keys: readonly SecretKey[],
    instance: string,
  ): Promise<SignedCheckpoint | null> {
    const root = await this.tree.root(size);
    const text = checkpointText({ origin, size, root });
    const note = writeNote(
      text,
      keys.map((key) => logSignature(key, text, nodePrimitives)),
    );
    await this.checkpoints.addKeys(keys.map((key) => publicKeyOf(key, 'log', nodePrimitives)));
    return (await this.checkpoints.add({ size, root, note }, instance)) ? { size, root, note } : null;
  }

  /**
   * First it is in the database, then in the file beside the key, then with the witnesses, and only then before the
   * public. What is cut off here is taken up at the next start.
   *
   * @param isNewest false: the next one is signed at once, and nobody is asked to sign this one
   */
  private async release(
    checkpoint: SignedCheckpoint,
    signal: AbortSignal,
    { isNewest } = { isNewest: true },
  ): Promise<void> {
    for (const keyFile of keyFilesOf(this.parts.options)) writeAnchor(keyFile, checkpoint);
    if (this.witnesses && isNewest) {
      this.witnesses.offer(checkpoint);
      await this.witnesses.quorum(checkpoint.size, signal);
      if (signal.aborted) return;
    }
    await this.checkpoints.publish(checkpoint.size);
  }

  /** Tells everybody what keeps the log from being signed, or that nothing does any more; each thing once. */
  private async say(error: unknown): Promise<void> {
    const message = error === null ? null : messageOf(error);
    if (message === this.said) return;
    if (message !== null) this.parts.log?.(`The log is not signed: ${message}`);
    else if (this.said) this.parts.log?.('The log is signed again');
    this.said = message;
    if (error !== null && !(error instanceof SigningStoppedError)) return;
    try {
      await this.checkpoints.setProblem(error?.problem ?? null);
    } catch (failure) {
      this.said = undefined; // so that it is written down once the database is back
      if (!isPassing(failure)) this.parts.log?.(`The log's state cannot be written down: ${messageOf(failure)}`);
    }
  }
}

/** What is to be signed, and with what. */
interface Due {
  origin: string;
  keys: readonly SecretKey[];
  newest: (SignedCheckpoint & { published: boolean }) | null;
  size: number;
}
