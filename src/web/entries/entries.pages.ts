import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetTrail, GetTrailEntry } from '../../../projections/audit-trail/queries/trail/trail.queries.js';
import { GetExtent } from '../../../projections/extent/extent.queries.js';
import { GetEntry } from '../../../projections/seal/queries/entries.queries.js';
import { GetPlans } from '../../../projections/state/queries/plan/plan.queries.js';
import { LAST_DAY } from '../../../projections/state/statement.js';
import { ROLES } from '../../access/roles.js';
import { ProblemError } from '../../http/problem.js';
import { Objects } from '../../http/view/objects.js';
import { ChoiceParameter, DayParameter, IdParameter, NoQuery, WholeParameter } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { addDays } from '../../ledger/dates.js';
import type { EntryKind } from '../../ledger/event.js';
import { Page } from '../page.js';
import { pathOfPlan } from '../plans/plan.view.js';
import { CATEGORIES, ENTRIES_A_PAGE, entriesPage, filterOf, KINDS, type Kind } from './entries.view.js';
import { entryPage } from './entry.view.js';

const MOST = Number.MAX_SAFE_INTEGER;

class EntriesQuery extends NoQuery {
  @IdParameter('Of this plan.') plan?: string;
  @ChoiceParameter('About an object of this category.', CATEGORIES) category?: string;
  @ChoiceParameter('That act on others in this way.', Object.keys(KINDS)) kind?: Kind;
  @ChoiceParameter('That came in like this.', ['live', 'backfill', 'correction']) entry?: EntryKind;
  @ChoiceParameter('Entered in this role.', ROLES) role?: string;
  @DayParameter('Reported on this day or later.') from?: string;
  @DayParameter('Reported on this day or earlier.') to?: string;
  @WholeParameter('Older than the entry of this number.', 0, MOST) before?: number;
  @WholeParameter('Newer than the entry of this number.', 0, MOST) after?: number;
}

/** The ledger itself, which says the same in every view. */
@Controller('entries')
export class EntriesPages {
  constructor(
    private readonly queries: QueryBus,
    private readonly objects: Objects,
  ) {}

  @Get()
  @Page('entries/entries', EntriesQuery)
  async list(@InReading() { query }: Reading<EntriesQuery>) {
    const { before, after, to, plan } = query;
    if (before !== undefined && after !== undefined)
      throw new ProblemError(400, 'malformed-parameter', 'Give before or after, not both', { field: 'after' });
    const [atSize, planId] = await Promise.all([this.size(), this.objects.idOf(plan)]);
    const stretch = { atSize, limit: ENTRIES_A_PAGE, before, after };
    const [page, plans] = await Promise.all([
      this.queries.execute(new GetTrail(stretch, filterOf(query, planId, to && addDays(to, 1)))),
      this.plans(atSize),
    ]);
    const shown = entriesPage(page, query, plans);
    return { ...shown, categories: CATEGORIES, roles: ROLES, data: this.dataOf(shown.lines, atSize) };
  }

  @Get(':index')
  @Page('entries/entry', NoQuery)
  async one(@Param('index') number: string) {
    const atSize = await this.size();
    const index = /^(0|[1-9]\d{0,15})$/.test(number) ? Number(number) : Number.NaN;
    const entry = index < atSize ? await this.queries.execute(new GetTrailEntry(index, atSize)) : null;
    if (!entry)
      throw new ProblemError(404, 'unknown-entry', `The ledger has ${atSize} entries, numbered from 0`, {
        field: 'index',
      });
    const [sealed, plans] = await Promise.all([
      this.queries.execute(new GetEntry(entry.id, atSize)),
      this.plans(atSize),
    ]);
    const plan = plans.find(({ id }) => id === entry.plan?.id);
    return {
      ...entryPage(entry, sealed!, { size: atSize, plan: plan && pathOfPlan(plan) }),
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

  /** The same stretch as it was sealed, with what lies between where the list is narrowed. */
  private dataOf(lines: readonly { index: number }[], atSize: number) {
    const [newest, oldest] = [lines[0]?.index ?? 0, lines.at(-1)?.index ?? 0];
    const after = oldest === 0 ? '' : `&after=${oldest - 1}`;
    return { json: `/api/entries?limit=${Math.min(1_000, newest - oldest + 1)}${after}&atSize=${atSize}` };
  }
}
