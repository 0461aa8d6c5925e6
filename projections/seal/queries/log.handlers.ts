import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { TileName } from '../../../src/integrity/tile-path.js';
import { widthOf } from '../../../src/integrity/tiles.js';
import { dayIn } from '../../../src/ledger/dates.js';
import { LedgerIdentityReader } from '../../../src/ledger/ledger-identity.js';
import { LogCheckpoints } from '../log-checkpoints.js';
import { LogTree } from '../log-tree.js';
import { SealedLog } from '../sealed-log.js';
import { GetCheckpoint, GetEntryProof, GetLogKeys, GetShownSince, GetShownSize, GetTile } from './log.queries.js';

@QueryHandler(GetCheckpoint)
export class CheckpointHandler implements IQueryHandler<GetCheckpoint> {
  constructor(private readonly checkpoints: LogCheckpoints) {}

  execute({ size }: GetCheckpoint) {
    return size === undefined ? this.checkpoints.publishedNote() : this.checkpoints.noteAt(size);
  }
}

@QueryHandler(GetLogKeys)
export class LogKeysHandler implements IQueryHandler<GetLogKeys> {
  constructor(private readonly checkpoints: LogCheckpoints) {}

  execute() {
    return this.checkpoints.publishedVkeys();
  }
}

/** Nothing is served beyond the newest published checkpoint, but any width up to it, also of what is full by now. */
@QueryHandler(GetTile)
export class TileHandler implements IQueryHandler<GetTile> {
  constructor(
    private readonly checkpoints: LogCheckpoints,
    private readonly tree: LogTree,
  ) {}

  async execute({ tile }: GetTile) {
    const published = (await this.checkpoints.publishedSize()) ?? 0;
    if (tile.width > widthOf(tile, published)) return null;
    return isHashes(tile) ? this.tree.tile(tile) : this.tree.bundle(tile);
  }
}

@QueryHandler(GetShownSize)
export class ShownSizeHandler implements IQueryHandler<GetShownSize> {
  constructor(
    private readonly checkpoints: LogCheckpoints,
    private readonly identity: LedgerIdentityReader,
  ) {}

  async execute({ day }: GetShownSize) {
    const identity = await this.identity.current();
    return identity ? this.checkpoints.atEndOf(day, identity.timeZone) : null;
  }
}

@QueryHandler(GetShownSince)
export class ShownSinceHandler implements IQueryHandler<GetShownSince> {
  constructor(
    private readonly checkpoints: LogCheckpoints,
    private readonly identity: LedgerIdentityReader,
  ) {}

  async execute() {
    const [identity, first] = await Promise.all([this.identity.current(), this.checkpoints.firstPublished()]);
    return identity && first ? dayIn(identity.timeZone, first) : null;
  }
}

@QueryHandler(GetEntryProof)
export class EntryProofHandler implements IQueryHandler<GetEntryProof> {
  constructor(
    private readonly log: SealedLog,
    private readonly checkpoints: LogCheckpoints,
    private readonly tree: LogTree,
  ) {}

  async execute({ eventId }: GetEntryProof) {
    const index = await this.log.indexOf(eventId);
    if (index === null) return null;
    const size = await this.checkpoints.covering(index + 1);
    const checkpoint = size === null ? null : await this.checkpoints.noteAt(size);
    if (size === null || checkpoint === null) return 'unsigned';
    return { index, hashes: await this.tree.inclusionProof(index, size), checkpoint };
  }
}

export const logQueryHandlers = [
  CheckpointHandler,
  LogKeysHandler,
  TileHandler,
  ShownSizeHandler,
  ShownSinceHandler,
  EntryProofHandler,
];

function isHashes(tile: TileName): tile is TileName & { level: number } {
  return tile.level !== 'entries';
}
