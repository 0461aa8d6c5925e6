import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ErasureAnswer, GetErasures } from '../../projections/seal/queries/erasures.queries.js';
import { Answers } from '../http/view/answers.js';
import { pageOf } from '../http/view/page.js';
import { ChoiceParameter, DayParameter, ListQuery, RestsOn } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { dayIn } from '../ledger/dates.js';
import { GROUNDS, KINDS_OF_FIELD } from './erasure.events.js';
import { fittingErasures } from './fitting-erasures.js';

export class ErasuresQuery extends ListQuery {
  @ChoiceParameter('Only values of this kind.', Object.keys(KINDS_OF_FIELD)) kind?: string;
  @ChoiceParameter('Only what was erased on this ground.', Object.keys(GROUNDS)) ground?: string;
  @DayParameter("Only what was recorded on this day or later, in the ledger's time zone.") from?: string;
  @DayParameter("Only what was recorded before this day, in the ledger's time zone.") to?: string;
}

/** The public register: that something was erased, when and why, and nothing of what it was. */
@ApiTags('Erasures')
@Controller('api/erasures')
export class ErasuresController {
  constructor(private readonly queries: QueryBus) {}

  /** An erasure was reported by nobody: every day of a view has all that the ledger of that size has. */
  @Get()
  @RestsOn('seal')
  @Answers('What was erased from entries, when and on what ground', ErasuresQuery, { pageOf: ErasureAnswer })
  async list(@InReading() reading: Reading<ErasuresQuery>) {
    const { kind, ground, from, to } = reading.query;
    const { atSize, timeZone } = reading.view!;
    const all = await this.queries.execute(new GetErasures(atSize));
    const wanted = fittingErasures(all, { kind, ground }).filter(({ recordedAt }) => {
      const on = dayIn(timeZone, new Date(recordedAt));
      return (from === undefined || on >= from) && (to === undefined || on < to);
    });
    return pageOf(wanted, reading);
  }
}
