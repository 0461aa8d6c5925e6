import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { toBase64 } from '../../../src/integrity/base64.js';
import { LOG_OPTIONS, type LogOptions } from '../../../src/log/log-options.js';
import { cosigningOf } from '../../../src/log/witnesses.js';
import { LogCosignatures } from '../log-cosignatures.js';
import { GetCheckpoints, GetEntryWitnessed } from './checkpoints.queries.js';

@QueryHandler(GetCheckpoints)
export class CheckpointsHandler implements IQueryHandler<GetCheckpoints> {
  constructor(
    private readonly cosignatures: LogCosignatures,
    @Inject(LOG_OPTIONS) private readonly options: LogOptions,
  ) {}

  async execute({ page }: GetCheckpoints) {
    const [checkpoints, total] = await Promise.all([this.cosignatures.page(page), this.cosignatures.count()]);
    const items = checkpoints.map(({ size, root, publishedAt, cosignatures }) => ({
      ...{ size, root: toBase64(root), publishedAt: publishedAt.toISOString() },
      cosigning: cosigningOf(
        this.options.witnesses?.policy,
        cosignatures.map(({ witness }) => witness),
      ),
      cosignatures: cosignatures.map(({ witness, time }) => ({ witness, time: new Date(time).toISOString() })),
    }));
    return { items, total };
  }
}

@QueryHandler(GetEntryWitnessed)
export class EntryWitnessedHandler implements IQueryHandler<GetEntryWitnessed> {
  constructor(private readonly cosignatures: LogCosignatures) {}

  async execute({ index }: GetEntryWitnessed) {
    const first = await this.cosignatures.firstOver(index);
    return first && { witness: first.witness, time: first.time.toISOString(), size: first.size };
  }
}

export const checkpointQueryHandlers = [CheckpointsHandler, EntryWitnessedHandler];
