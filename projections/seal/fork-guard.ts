import { equalBytes } from '../../src/integrity/bytes.js';
import { type Checkpoint, openCheckpoint } from '../../src/integrity/checkpoint.js';
import { NoteError, type NoteVerifier } from '../../src/integrity/note.js';
import { anchorPath, readAnchor } from '../../src/log/anchor-file.js';
import { SigningStoppedError } from '../../src/log/signing-problem.js';
import type { LogTree } from './log-tree.js';
import type { WitnessedCheckpoint } from './witnesses.js';

/** The log that is to be signed, and what is known of it. */
export interface GuardedLog {
  origin: string;
  /** All keys that it was signed with. */
  verifiers: readonly NoteVerifier[];
  /** Files of the keys that sign: beside each stands what was signed last. */
  keyFiles: readonly string[];
  tree: Pick<LogTree, 'root'>;
  /** Entries of the log. */
  size: number;
  /** The newest checkpoint in the database. */
  newest: Pick<Checkpoint, 'size' | 'root'> | null;
  /** Whether any checkpoint was ever published. */
  published: boolean;
  /** What witnesses show of it; anybody may show anything. */
  witnessed: readonly WitnessedCheckpoint[];
}

/**
 * Makes sure that the log goes on from all that was signed of it. A database restored from last night's backup is the
 * ordinary way in which a log forks: it would sign other entries where others hold the right ones.
 *
 * @throws SigningStoppedError it must not be signed
 */
export async function mustContinueSigned(log: GuardedLog): Promise<void> {
  const anchors = readAnchors(log);
  if (anchors.length === 0 && log.published)
    throw new SigningStoppedError(
      'anchor-missing',
      `Checkpoints of this log have been published, but the file that remembers the last one outside the database is missing: ${log.keyFiles
        .map(anchorPath)
        .join(', ')}. Put it back. If it is lost, make sure that this database is the newest there is, ` +
        'and run: ledger checkpoint confirm',
    );
  for (const { path, checkpoint } of anchors) {
    if (checkpoint.size > log.size)
      throw new SigningStoppedError(
        'anchor-ahead',
        `The database holds ${log.size} entries of the log, but ${checkpoint.size} have been signed (${path}): an older ` +
          'copy of the database was restored, or another database is configured. Nothing is signed. Stop whoever writes, ' +
          'and put the newest copy in place. If the entries behind it are lost for good, this log has ended.',
      );
    if (!equalBytes(await log.tree.root(checkpoint.size), checkpoint.root))
      throw new SigningStoppedError(
        'anchor-differs',
        `The first ${checkpoint.size} entries in the database are not those that have been signed (${path}): an older ` +
          'copy of the database was restored and written on, or its entries were changed. Nothing is signed. Stop ' +
          'whoever writes, and put the newest copy from before in place.',
      );
  }
  for (const { witness, checkpoint } of signedOf(log)) {
    if (checkpoint.size > log.size)
      throw new SigningStoppedError(
        'witness-ahead',
        `The database holds ${log.size} entries of the log, but the witness ${witness} has seen ${checkpoint.size}, signed ` +
          'with its key: an older copy of the database was restored, or another copy goes on elsewhere. Nothing is signed. ' +
          'Stop whoever writes, and put the newest copy in place.',
      );
    if (!equalBytes(await log.tree.root(checkpoint.size), checkpoint.root))
      throw new SigningStoppedError(
        'witness-differs',
        `The first ${checkpoint.size} entries in the database are not those that the witness ${witness} has seen, signed ` +
          'with the key of the log: an older copy of the database was restored and written on, or another copy goes on ' +
          'elsewhere. Nothing is signed. Stop whoever writes, and put the newest copy from before in place.',
      );
  }
  const { newest } = log;
  if (newest && (newest.size > log.size || !equalBytes(await log.tree.root(newest.size), newest.root)))
    throw new SigningStoppedError(
      'checkpoint-differs',
      `The log in the database has ${log.size} entries that do not make the checkpoint of ${newest.size} entries beside ` +
        'them: its tables were changed, or restored in part. Nothing is signed. Restore the whole database.',
    );
}

/** Of what witnesses show, what the log has signed: nobody else's word keeps it from being signed. */
function signedOf({ witnessed, origin, verifiers }: GuardedLog) {
  return witnessed.flatMap(({ witness, note }) => {
    try {
      return [{ witness, checkpoint: openCheckpoint(note, { origin, log: verifiers }) }];
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
      return [];
    }
  });
}

function readAnchors({ keyFiles, origin, verifiers }: GuardedLog) {
  return keyFiles.flatMap((keyFile) => {
    const note = readAnchor(keyFile);
    return note === null ? [] : { path: anchorPath(keyFile), checkpoint: open(note, keyFile, origin, verifiers) };
  });
}

function open(note: string, keyFile: string, origin: string, verifiers: readonly NoteVerifier[]): Checkpoint {
  try {
    return openCheckpoint(note, { origin, log: verifiers });
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new SigningStoppedError(
      'anchor-unusable',
      `${anchorPath(keyFile)} does not hold a checkpoint of the log ${origin}: ${error.message}. Put the right file back.`,
      { cause: error },
    );
  }
}
