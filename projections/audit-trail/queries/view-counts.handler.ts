import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AuditTrailReader } from '../audit-trail.reader.js';
import { GetViewCounts } from './view-counts.query.js';

@QueryHandler(GetViewCounts)
export class ViewCountsHandler implements IQueryHandler<GetViewCounts> {
  constructor(private readonly trail: AuditTrailReader) {}

  execute({ view }: GetViewCounts) {
    return this.trail.counts(view);
  }
}
