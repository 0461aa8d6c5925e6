import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { TrailLine, type TrailPage } from '../../projections/audit-trail/queries/trail/trail.answers.js';
import { GetTrail } from '../../projections/audit-trail/queries/trail/trail.queries.js';
import {
  TRAIL_CATEGORIES,
  TRAIL_KINDS,
  type TrailKind,
  trailFilter,
} from '../../projections/audit-trail/queries/trail/trail-filter.js';
import { FindEntryIndex } from '../../projections/extent/extent.queries.js';
import { ROLES } from '../access/roles.js';
import { ProblemError } from '../http/problem.js';
import { Answers } from '../http/view/answers.js';
import { Objects } from '../http/view/objects.js';
import { ChoiceParameter, DayParameter, DEFAULT_LIMIT, IdParameter, ListQuery } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import type { EntryKind } from './event.js';
import { isUuid } from './ids.js';

/** Rows of a table, and entries that are put into words at once. */
const MOST_ROWS = 10_000;
const AT_ONCE = 1_000;

export class TrailQuery extends ListQuery {
  @IdParameter('Only of this plan and what belongs to it.') plan?: string;
  @IdParameter('Only about this object.') object?: string;
  @ChoiceParameter('Only about objects of this category.', TRAIL_CATEGORIES) category?: string;
  @ChoiceParameter(
    'body: only what the body revised, restated or took back. ledger: only corrections and voids. erased: only erasures.',
    Object.keys(TRAIL_KINDS),
  )
  kind?: TrailKind;
  @ChoiceParameter('Only what came in like this.', ['live', 'backfill', 'correction']) entry?: EntryKind;
  @ChoiceParameter('Only what was entered in this role.', ROLES) role?: string;
  @DayParameter('Only what was reported on this day or later.') from?: string;
  @DayParameter('Only what was reported on this day or earlier.') to?: string;
  @DayParameter("Only what was recorded on this day or later, in the ledger's time zone.") recordedFrom?: string;
  @DayParameter("Only what was recorded on this day or earlier, in the ledger's time zone.") recordedTo?: string;
}

@ApiTags('Entries')
@Controller('api/trail')
export class TrailController {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  /** Entries that nobody reported, such as voids and those about the ledger itself, are in the trail of every day. */
  @Get()
  @Answers('The audit trail: each entry in plain words, the newest first; as a table 10,000 at a time', TrailQuery, {
    pageOf: TrailLine,
  })
  async list(@InReading() reading: Reading<TrailQuery>) {
    const { after, format = 'json', limit = format === 'json' ? DEFAULT_LIMIT : MOST_ROWS, ...asked } = reading.query;
    const [plan, object, before] = await Promise.all([
      this.objects.idOf(asked.plan),
      this.objects.idOf(asked.object),
      this.placeOf(after),
    ]);
    const filter = {
      ...trailFilter(asked, { plan, object }, reading.view!.timeZone),
      knownBy: reading.at.asReportedOn,
    };
    const items: TrailLine[] = [];
    let page: TrailPage;
    do {
      const stretch = { atSize: reading.at.atSize, limit: Math.min(AT_ONCE, limit - items.length) };
      page = await this.queries.execute(new GetTrail({ ...stretch, before: items.at(-1)?.index ?? before }, filter));
      items.push(...page.lines);
    } while (page.older && items.length < limit);
    const next = page.older ? reading.address({ after: items.at(-1)!.id }) : null;
    return { items, total: page.total, entries: page.entries, next };
  }

  /** @throws ProblemError 400 `malformed-parameter`: the ledger has no such entry */
  private async placeOf(after: string | undefined): Promise<number | undefined> {
    if (after === undefined) return undefined;
    const index = isUuid(after) ? await this.queries.execute(new FindEntryIndex(after)) : null;
    if (index === null)
      throw new ProblemError(400, 'malformed-parameter', 'after names no entry of this ledger', { field: 'after' });
    return index;
  }
}
