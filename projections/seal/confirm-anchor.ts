import type pg from 'pg';
import type { LedgerIdentityReader } from '../../src/ledger/ledger-identity.js';
import { anchorPath, readAnchor, writeAnchor } from '../../src/log/anchor-file.js';
import type { LogOptions } from '../../src/log/log-options.js';
import { mustContinueSigned } from './fork-guard.js';
import { LogCheckpoints, type SignedCheckpoint } from './log-checkpoints.js';
import { keyFilesOf, originOf, readLogKeys, verifiersOf } from './log-keys.js';
import { LogTree } from './log-tree.js';
import { logSize } from './seal.projection.js';
import { type WitnessedCheckpoint, Witnesses } from './witnesses.js';

export interface ConfirmParts {
  pool: pg.Pool;
  identity: Pick<LedgerIdentityReader, 'current'>;
  options: LogOptions;
}

/** The newest checkpoint cannot be taken for the last one that was signed. */
export class NotToConfirmError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotToConfirmError';
  }
}

/**
 * The newest checkpoint of the database, where it may be taken for the last one that was signed: nothing outside the
 * database says otherwise, and its entries make it.
 *
 * @throws NotToConfirmError, SigningStoppedError
 */
export async function confirmable({ pool, ...parts }: ConfirmParts): Promise<SignedCheckpoint> {
  const checkpoints = new LogCheckpoints(pool);
  const origin = await originOf(parts);
  const newest = await checkpoints.newest();
  if (origin === null || !newest)
    throw new NotToConfirmError('Nothing of this log has been signed: there is nothing to confirm');
  const keyFiles = keyFilesOf(parts.options);
  const remembered = keyFiles.find((file) => readAnchor(file) !== null);
  if (remembered)
    throw new NotToConfirmError(
      `${anchorPath(remembered)} is there: there is nothing to confirm. Where signing has stopped, the service says why`,
    );
  const keys = readLogKeys(parts.options, origin, newest.note) ?? [];
  const verifiers = verifiersOf(keys, await checkpoints.allVkeys());
  const size = await logSize(pool);
  const tree = new LogTree(pool);
  const witnessed = await seenByWitnesses(origin, { pool, ...parts });
  await mustContinueSigned({ origin, verifiers, keyFiles, tree, size, newest, published: false, witnessed });
  return newest;
}

async function seenByWitnesses(origin: string, { pool, options }: ConfirmParts): Promise<WitnessedCheckpoint[]> {
  const { witnesses } = options;
  if (!witnesses) return [];
  return new Witnesses(pool, witnesses, console.warn).newest(origin, new AbortController().signal);
}

/** Remembers a checkpoint as the last one that was signed, beside every key that signs. */
export function confirmAnchor(options: LogOptions, checkpoint: SignedCheckpoint): void {
  for (const keyFile of keyFilesOf(options)) writeAnchor(keyFile, checkpoint);
}
