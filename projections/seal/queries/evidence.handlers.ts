import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { LogCheckpoints } from '../log-checkpoints.js';
import { LogTree } from '../log-tree.js';
import { SealedLog } from '../sealed-log.js';
import { GetCoveringCheckpoint, ProveEntries, StreamSealed } from './evidence.queries.js';

/** Entries of one page of a stream: of 64 KB each at most, and mostly of one. */
const PAGE = 200;

@QueryHandler(GetCoveringCheckpoint)
export class CoveringCheckpointHandler implements IQueryHandler<GetCoveringCheckpoint> {
  constructor(private readonly checkpoints: LogCheckpoints) {}

  async execute({ covering }: GetCoveringCheckpoint) {
    const size = await this.checkpoints.covering(covering);
    const note = size === null ? null : await this.checkpoints.noteAt(size);
    return size === null || note === null ? null : { size, note };
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

export const evidenceQueryHandlers = [CoveringCheckpointHandler, ProveEntriesHandler, StreamSealedHandler];
