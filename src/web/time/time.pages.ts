import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Elsewhere } from '../../http/elsewhere.js';
import { FieldParameter, NoQuery } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { PageFrames } from '../layout/page-frame.js';
import { Page } from '../page.js';
import { addressIn, readFields } from './time-form.js';

class TimeQuery extends NoQuery {
  @FieldParameter('What to see: now, date or report.', 20) see?: string;
  @FieldParameter('Day of a date.', 20) day?: string;
  @FieldParameter('Month of a date.', 20) month?: string;
  @FieldParameter('Year of a date.', 20) year?: string;
  @FieldParameter('Id of a report.', 64) report?: string;
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
    const fields = { ...{ see: '', day: '', month: '', year: '', report: '' }, ...given };
    if (Object.keys(given).length === 0) return { control: { ...fields, see: 'date' }, error: null, from };
    const { reports, today } = await this.frames.reportsNow();
    const found = readFields(fields, reports, today);
    if ('time' in found) throw new Elsewhere(303, addressIn(found.time, from));
    response.status(400);
    return { control: fields, error: found.error, from };
  }
}
