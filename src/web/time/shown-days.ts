import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetShownSince, GetShownSize } from '../../../projections/seal/queries/log.queries.js';
import { Clock } from '../../ledger/clock.js';
import { type Day, dayIn } from '../../ledger/dates.js';
import { LedgerIdentityReader } from '../../ledger/ledger-identity.js';
import { Kept } from '../layout/kept.js';

/** What this ledger showed on a day. That is known from the day on which a checkpoint of it was published first. */
@Injectable()
export class ShownDays {
  private first: Day | null = null;
  private readonly past = new Kept<number | null>(500);

  constructor(
    private readonly queries: QueryBus,
    private readonly identity: LedgerIdentityReader,
    private readonly clock: Clock,
  ) {}

  /** That day; `null` while nothing was published. */
  async since(): Promise<Day | null> {
    this.first ??= await this.queries.execute(new GetShownSince());
    return this.first;
  }

  /** How many entries it showed at the end of a day, or by now; `null` where it showed nothing yet. */
  async size(day: Day): Promise<number | null> {
    const ask = () => this.queries.execute(new GetShownSize(day));
    return day < (await this.today()) ? this.past.get(day, ask) : ask();
  }

  /** In the ledger's time zone. */
  async today(): Promise<Day> {
    return dayIn((await this.identity.current())?.timeZone ?? 'UTC', this.clock.now());
  }
}
