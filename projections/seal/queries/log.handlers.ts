import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { TileName } from '../../../src/integrity/tile-path.js';
import { widthOf } from '../../../src/integrity/tiles.js';
import { LedgerIdentityReader } from '../../../src/ledger/ledger-identity.js';
import { LogCheckpoints } from '../log-checkpoints.js';
import { LogTree } from '../log-tree.js';
import { GetCheckpoint, GetLogKeys, GetShownSize, GetTile } from './log.queries.js';

@QueryHandler(GetCheckpoint)
export class CheckpointHandler implements IQueryHandler<GetCheckpoint> {
  constructor(private readonly checkpoints: LogCheckpoints) {}

  execute() {
    return this.checkpoints.publishedNote();
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

export const logQueryHandlers = [CheckpointHandler, LogKeysHandler, TileHandler, ShownSizeHandler];

function isHashes(tile: TileName): tile is TileName & { level: number } {
  return tile.level !== 'entries';
}
