import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { utf8 } from '../../../src/integrity/bytes.js';
import { type Checkpoint, openCheckpoint } from '../../../src/integrity/checkpoint.js';
import { nodePrimitives } from '../../../src/integrity/node-primitives.js';
import { NoteError, openNote } from '../../../src/integrity/note.js';
import { verifyConsistency, verifyInclusion } from '../../../src/integrity/proof.js';
import { TreeHash } from '../../../src/integrity/tree-hash.js';
import { LogCheckpoints } from '../log-checkpoints.js';
import { verifiersOf } from '../log-keys.js';
import { LogTree } from '../log-tree.js';
import { SealedLog } from '../sealed-log.js';
import { CheckProof, IsAsSealed, type LogCheck } from './log-check.queries.js';

const hash = new TreeHash(nodePrimitives);

/** Checks a proof as anybody else would, with the keys that have signed this log. */
@QueryHandler(CheckProof)
export class CheckProofHandler implements IQueryHandler<CheckProof> {
  constructor(
    private readonly log: SealedLog,
    private readonly checkpoints: LogCheckpoints,
    private readonly tree: LogTree,
  ) {}

  async execute({ proof: { index, hashes, checkpoint: note } }: CheckProof): Promise<LogCheck | 'unsigned'> {
    const [keys, published] = await Promise.all([this.checkpoints.allVkeys(), this.checkpoints.publishedSize()]);
    const newestNote = published === null ? null : await this.checkpoints.noteAt(published);
    if (published === null || newestNote === null) return 'unsigned';
    const log = verifiersOf([], keys);
    const [origin] = newestNote.split('\n') as [string];
    const newest = openedOrNull(newestNote, { origin, log });
    const entry = index < published ? await this.log.at(index) : null;
    const about = { index, newest: published, ...(entry ? { id: entry.eventId } : {}) };
    try {
      const opened = openCheckpoint(note, { origin, log });
      const { size, root } = opened;
      const { signatures } = openNote(utf8(note), log);
      const leaf = entry && { leafHash: hash.leafHash(entry.entry), index, size, root };
      return {
        ...{ ...about, size, signedWith: signatures.map(({ name, keyId }) => `${name} (${keyId})`) },
        isIncluded: leaf !== null && verifyInclusion(leaf, hashes, hash),
        goesOn: newest !== null && (await this.goesOn(opened, newest)),
      };
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
      return { ...about, signedWith: [], isIncluded: false, goesOn: false };
    }
  }

  private async goesOn(from: Checkpoint, to: Checkpoint): Promise<boolean> {
    if (from.size > to.size) return false;
    const proof = await this.tree.consistencyProof(from.size, to.size);
    return verifyConsistency({ from: from.size, to: to.size, fromRoot: from.root, toRoot: to.root }, proof, hash);
  }
}

/** `null` where somebody has changed it: nothing goes on to what nobody has signed. */
function openedOrNull(...given: Parameters<typeof openCheckpoint>): Checkpoint | null {
  try {
    return openCheckpoint(...given);
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}

@QueryHandler(IsAsSealed)
class IsAsSealedHandler implements IQueryHandler<IsAsSealed> {
  constructor(
    private readonly log: SealedLog,
    private readonly checkpoints: LogCheckpoints,
    private readonly tree: LogTree,
  ) {}

  async execute({ index }: IsAsSealed): Promise<boolean | null> {
    const first = await this.checkpoints.firstCovering(index + 1);
    if (!first) return null;
    const [keys, entry] = await Promise.all([this.checkpoints.allVkeys(), this.log.at(index)]);
    const [origin] = first.note.split('\n') as [string];
    try {
      const { size, root } = openCheckpoint(first.note, { origin, log: verifiersOf([], keys) });
      const hashes = await this.tree.inclusionProof(index, size);
      return (
        entry !== null && verifyInclusion({ leafHash: hash.leafHash(entry.entry), index, size, root }, hashes, hash)
      );
    } catch (error) {
      if (error instanceof NoteError || error instanceof RangeError) return false; // not signed like this, or incomplete
      throw error;
    }
  }
}

export const logCheckQueryHandlers = [CheckProofHandler, IsAsSealedHandler];
