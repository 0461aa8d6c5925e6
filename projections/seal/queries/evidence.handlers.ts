import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { LOG_OPTIONS, type LogOptions } from '../../../src/log/log-options.js';
import { cosigningOf } from '../../../src/log/witnesses.js';
import { LogCheckpoints } from '../log-checkpoints.js';
import { LogCosignatures } from '../log-cosignatures.js';
import { LogTree } from '../log-tree.js';
import { SealedLog } from '../sealed-log.js';
import { GetCoveringNote, ProveEntries, StreamSealed } from './evidence.queries.js';

/** Entries of one page of a stream: of 64 KB each at most, and mostly of one. */
const PAGE = 200;

@QueryHandler(GetCoveringNote)
export class CoveringNoteHandler implements IQueryHandler<GetCoveringNote> {
  constructor(
    private readonly checkpoints: LogCheckpoints,
    private readonly cosignatures: LogCosignatures,
    @Inject(LOG_OPTIONS) private readonly options: LogOptions,
  ) {}

  async execute({ entries }: GetCoveringNote) {
    const smallest = await this.checkpoints.covering(entries);
    if (smallest === null) return null;
    const size = await this.asCosigned(smallest);
    const note = await this.checkpoints.noteAt(size);
    return note === null ? null : { size, note };
  }

  /** Witnesses sign the newest only: what was published before there were any, or without them, they never sign. */
  private async asCosigned(smallest: number): Promise<number> {
    if (!this.options.witnesses || (await this.isCosigned(smallest))) return smallest;
    const newest = await this.checkpoints.publishedSize();
    return newest !== null && (await this.isCosigned(newest)) ? newest : smallest;
  }

  private async isCosigned(size: number): Promise<boolean> {
    return cosigningOf(this.options.witnesses?.policy, await this.cosignatures.cosigners(size)) === 'cosigned';
  }
}

@QueryHandler(ProveEntries)
export class ProveEntriesHandler implements IQueryHandler<ProveEntries> {
  constructor(
    private readonly log: SealedLog,
    private readonly tree: LogTree,
  ) {}

  async execute({ eventIds, size }: ProveEntries) {
    const held = new Map((await this.log.withIds(eventIds)).map((one) => [one.eventId, one]));
    const entries = eventIds.map((id) => {
      const found = held.get(id);
      if (!found) throw new RangeError(`The log holds no entry ${id}`);
      return { id, index: found.index, entry: found.entry };
    });
    const proofs = await this.tree.inclusionProofs(
      entries.map(({ index }) => index),
      size,
    );
    return entries.map((entry, at) => ({ ...entry, proof: proofs[at]! }));
  }
}

@QueryHandler(StreamSealed)
export class StreamSealedHandler implements IQueryHandler<StreamSealed> {
  constructor(private readonly log: SealedLog) {}

  async execute({ size }: StreamSealed) {
    return this.pages(size);
  }

  private async *pages(size: number): AsyncGenerator<Uint8Array[]> {
    for (let done = 0; done < size; ) {
      const page = await this.log.page({ after: done - 1, limit: PAGE, atSize: size });
      if (page.length === 0) throw new RangeError(`The log has ${done} entries, not ${size}`);
      yield page.map(({ entry }) => entry);
      done += page.length;
    }
  }
}

export const evidenceQueryHandlers = [CoveringNoteHandler, ProveEntriesHandler, StreamSealedHandler];
