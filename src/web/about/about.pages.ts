import { Controller, Get, Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetStatusSchemes } from '../../../projections/state/queries/scheme/scheme.queries.js';
import { DATA_LICENCE } from '../../http/list/licence.js';
import { NoQuery, ViewQuery } from '../../http/view/parameters.js';
import { InReading } from '../../http/view/reading.interceptor.js';
import type { Reading } from '../../http/view/reading.js';
import { Page } from '../page.js';
import { ACCESSIBILITY, DEVELOPERS, METHOD, PRIVACY, TERMS } from './fixed-texts.js';

/** What is said about the ledger itself. It is the same in every view. */
@Controller()
export class AboutPages {
  constructor(
    private readonly queries: QueryBus,
    @Inject(DATA_LICENCE) private readonly licence: string,
  ) {}

  @Get('status-definitions')
  @Page('about/statuses', ViewQuery)
  async statuses(@InReading() reading: Reading<ViewQuery>) {
    return { schemes: await this.queries.execute(new GetStatusSchemes(reading.at)) };
  }

  @Get('method')
  @Page('about/text', NoQuery)
  method() {
    return { text: METHOD };
  }

  @Get('glossary')
  @Page('about/glossary', NoQuery)
  glossary() {
    return { terms: TERMS };
  }

  @Get('accessibility')
  @Page('about/accessibility', NoQuery)
  accessibility() {
    return { text: ACCESSIBILITY };
  }

  @Get('privacy')
  @Page('about/text', NoQuery)
  privacy() {
    return { text: PRIVACY };
  }

  @Get('developers')
  @Page('about/developers', NoQuery)
  developers() {
    return { text: DEVELOPERS, licence: this.licence };
  }
}
