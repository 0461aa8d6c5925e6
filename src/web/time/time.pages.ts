import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Elsewhere } from '../../http/elsewhere.js';
import { FieldParameter, NoQuery } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { PageFrames } from '../layout/page-frame.js';
import { Page } from '../page.js';
import { addressIn, NO_FIELDS, readFields, type TimeFields } from './time-form.js';

class TimeQuery extends NoQuery {
  @FieldParameter('What to see: now, date, report or shown.', 20) see?: string;
  @FieldParameter('Day of a date.', 20) day?: string;
  @FieldParameter('Month of a date.', 20) month?: string;
  @FieldParameter('Year of a date.', 20) year?: string;
  @FieldParameter('Id of a report.', 64) report?: string;
  @FieldParameter('Day of the date on which the ledger showed it.', 20) shownDay?: string;
  @FieldParameter('Month of that date.', 20) shownMonth?: string;
  @FieldParameter('Year of that date.', 20) shownYear?: string;
  @FieldParameter('The page to come back to.', 2_000) from?: string;
}

/** Leads from the control of the date to the page in the view that was asked for. */
@Controller()
export class TimePages {
  constructor(private readonly frames: PageFrames) {}

  @Get('time')
  @Page('time/time', TimeQuery)
  async change(@InReading() { query }: Reading<TimeQuery>, @Res({ passthrough: true }) response: Response) {
    const { from = '/', ...given } = query;
    if (Object.keys(given).length === 0) return { control: NO_FIELDS, error: null, from };
    const fields: TimeFields = { ...NO_FIELDS, see: '', ...given };
    const found = readFields(fields, await this.frames.askable());
    if (!('error' in found)) throw new Elsewhere(303, addressIn(found, from));
    response.status(400);
    return { control: fields, error: found.error, from };
  }
}
