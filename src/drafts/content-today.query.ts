import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { LAST_DAY } from '../../projections/state/statement.js';
import { PublishedContents } from './published-contents.js';

/** SHA-256 of what a version of a report shows, made anew today; `null` where there is no such version. */
export class GetContentToday extends Query<string | null> {
  constructor(
    readonly reportId: string,
    readonly version: number,
    /** Entries to consider. */
    readonly atSize: number,
  ) {
    super();
  }
}

@QueryHandler(GetContentToday)
export class ContentTodayHandler implements IQueryHandler<GetContentToday> {
  constructor(private readonly contents: PublishedContents) {}

  async execute({ reportId, version, atSize }: GetContentToday) {
    const view = { asReportedOn: LAST_DAY, atSize };
    return (await this.contents.hashToday(reportId, view, version)) ?? null;
  }
}
