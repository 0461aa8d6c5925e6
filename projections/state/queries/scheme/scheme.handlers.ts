import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { StatusSchemePublishedData } from '../../../../src/settings/settings.events.js';
import { StateReader } from '../../statement.js';
import { schemesInForce } from '../schemes.js';
import { GetStatusSchemes } from './scheme.queries.js';

@QueryHandler(GetStatusSchemes)
export class StatusSchemesHandler implements IQueryHandler<GetStatusSchemes> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view }: GetStatusSchemes) {
    const schemes = await schemesInForce(this.reader, view);
    return schemes.map(({ data }) => data as unknown as StatusSchemePublishedData);
  }
}

export const schemeHandlers = [StatusSchemesHandler];
