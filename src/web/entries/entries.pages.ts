import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetTrail, GetTrailEntry } from '../../../projections/audit-trail/queries/trail/trail.queries.js';
import {
  TRAIL_CATEGORIES,
  TRAIL_KINDS,
  type TrailKind,
  trailFilter,
} from '../../../projections/audit-trail/queries/trail/trail-filter.js';
import { GetExtent } from '../../../projections/extent/extent.queries.js';
import { GetCoveringCheckpoint } from '../../../projections/seal/queries/checkpoints.queries.js';
import { GetEntry } from '../../../projections/seal/queries/entries.queries.js';
import { IsAsSealed } from '../../../projections/seal/queries/log-check.queries.js';
import { GetPlans } from '../../../projections/state/queries/plan/plan.queries.js';
import { LAST_DAY } from '../../../projections/state/statement.js';
import { ROLES } from '../../access/roles.js';
import { ProblemError } from '../../http/problem.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, DayParameter, IdParameter, NoQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import type { EntryKind } from '../../ledger/event.js';
import { LedgerIdentityReader } from '../../ledger/ledger-identity.js';
import { dataOf } from '../data-links.js';
import { withPlanAsLinked } from '../one-address.js';
import { Page } from '../page.js';
import { pathOfPlan } from '../plans/plan.view.js';
import type { PageAddress } from '../time/address.js';
import { Asked } from '../time/time-in-path.js';
import { ENTRIES_A_PAGE, entriesPage } from './entries.view.js';
import { entryPage } from './entry.view.js';

const MOST = Number.MAX_SAFE_INTEGER;

class EntriesQuery extends NoQuery {
  @IdParameter('Of this plan.') plan?: string;
  @IdParameter('About this object.') object?: string;
  @ChoiceParameter('About an object of this category.', TRAIL_CATEGORIES) category?: string;
  @ChoiceParameter('That act on others in this way.', Object.keys(TRAIL_KINDS)) kind?: TrailKind;
  @ChoiceParameter('That came in like this.', ['live', 'backfill', 'correction']) entry?: EntryKind;
  @ChoiceParameter('Entered in this role.', ROLES) role?: string;
  @DayParameter('Reported on this day or later.') from?: string;
  @DayParameter('Reported on this day or earlier.') to?: string;
  @DayParameter("Recorded on this day or later, in the ledger's time zone.") recordedFrom?: string;
  @DayParameter("Recorded on this day or earlier, in the ledger's time zone.") recordedTo?: string;
  @WholeParameter('Older than the entry of this number.', 0, MOST) before?: number;
  @WholeParameter('Newer than the entry of this number.', 0, MOST) after?: number;
}

/** The ledger itself, which says the same in every view. */
@Controller('entries')
export class EntriesPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
    private readonly identity: LedgerIdentityReader,
  ) {}

  @Get()
  @Page('entries/entries', EntriesQuery)
  async list(@InReading() { query }: Reading<EntriesQuery>, @Asked() address: PageAddress) {
    const { before, after, ...asked } = query;
    if (before !== undefined && after !== undefined)
      throw new ProblemError(400, 'malformed-parameter', 'Give before or after, not both', { field: 'after' });
    const [atSize, ledger, plan, object] = await Promise.all([
      this.size(),
      this.identity.current(),
      this.objects.idOf(asked.plan),
      this.objects.idOf(asked.object),
    ]);
    const stretch = { atSize, limit: ENTRIES_A_PAGE, before, after };
    const filter = trailFilter(asked, { plan, object }, ledger?.timeZone ?? 'UTC');
    const [page, plans] = await Promise.all([this.queries.execute(new GetTrail(stretch, filter)), this.plans(atSize)]);
    withPlanAsLinked(address, query, plans);
    return {
      ...entriesPage(page, query, plans),
      ...{ categories: TRAIL_CATEGORIES, roles: ROLES },
      data: dataOf({ view: { atSize } }, '/api/trail', 'csv', asked),
    };
  }

  @Get(':index')
  @Page('entries/entry', NoQuery)
  async one(@Param('index') number: string) {
    const atSize = await this.size();
    const index = /^(0|[1-9]\d{0,15})$/.test(number) ? Number(number) : Number.NaN;
    const entry = index < atSize ? await this.queries.execute(new GetTrailEntry(index, atSize)) : null;
    if (!entry)
      throw new ProblemError(
        404,
        'unknown-entry',
        `The ledger has ${atSize} entries, numbered from 0 to ${atSize - 1}`,
        {
          field: 'index',
        },
      );
    const [sealed, proof, isAsSealed, plans] = await Promise.all([
      this.queries.execute(new GetEntry(entry.id, atSize)),
      this.queries.execute(new GetCoveringCheckpoint(index + 1)),
      this.queries.execute(new IsAsSealed(index)),
      this.plans(atSize),
    ]);
    const plan = plans.find(({ id }) => id === entry.plan?.id);
    return {
      ...entryPage(entry, sealed!, { size: atSize, plan: plan && pathOfPlan(plan) }),
      ...{ proof, isAltered: isAsSealed === false },
      data: { json: `/api/entries/${entry.id}` },
    };
  }

  private async size(): Promise<number> {
    const { published, state } = await this.queries.execute(new GetExtent(['audit-trail', 'state']));
    return Math.min(published, state);
  }

  private plans(atSize: number) {
    return this.queries.execute(new GetPlans({ asReportedOn: LAST_DAY, atSize }));
  }
}
