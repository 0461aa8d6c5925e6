import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ProjectionSizes } from '../runner/projection-sizes.js';
import { SealedLog } from '../seal/sealed-log.js';
import { FindEntryIndex, GetExtent, GetSealing } from './extent.queries.js';

@QueryHandler(GetExtent)
export class ExtentHandler implements IQueryHandler<GetExtent> {
  constructor(
    private readonly log: SealedLog,
    private readonly sizes: ProjectionSizes,
  ) {}

  async execute({ projections }: GetExtent) {
    const [published, state] = await Promise.all([this.log.size(), this.sizes.common(projections)]);
    return { published, state };
  }
}

@QueryHandler(FindEntryIndex)
export class EntryIndexHandler implements IQueryHandler<FindEntryIndex> {
  constructor(private readonly log: SealedLog) {}

  execute({ eventId }: FindEntryIndex) {
    return this.log.indexOf(eventId);
  }
}

@QueryHandler(GetSealing)
export class SealingHandler implements IQueryHandler<GetSealing> {
  constructor(private readonly log: SealedLog) {}

  execute({ atSize }: GetSealing) {
    return this.log.sealingOf(atSize);
  }
}

export const extentQueryHandlers = [ExtentHandler, EntryIndexHandler, SealingHandler];
