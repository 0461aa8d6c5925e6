import { Readable } from 'node:stream';
import { Controller, Get, Param, Req, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { EntryAnswer, GetEntries, GetEntry, StreamEntries } from '../../projections/seal/queries/entries.queries.js';
import { ProblemError } from '../http/problem.js';
import { Answers } from '../http/view/answers.js';
import { DEFAULT_LIMIT, MOST, SizeQuery, WholeParameter } from '../http/view/parameters.js';
import { InReading } from '../http/view/reading.interceptor.js';
import type { Reading } from '../http/view/reading.js';
import { isUuid } from './ids.js';

const JSON_LINES = ['application/jsonl', 'application/x-ndjson'];

export class EntriesQuery extends SizeQuery {
  @WholeParameter(
    'Most entries. As JSON, 100 unless told and 1,000 at most; as lines, all unless told.',
    1,
    2 ** 53 - 1,
  )
  limit?: number;

  @WholeParameter('Only entries behind this place; from the beginning unless told.', 0, 2 ** 53 - 1)
  after?: number;
}

@ApiTags('Entries')
@Controller('api/entries')
export class EntriesController {
  constructor(private readonly queries: QueryBus) {}

  /** As a page of JSON, or as a stream of lines where those are what the caller accepts most. */
  @Get()
  @Answers('The entries themselves, exactly as they were sealed, in the order of the ledger', EntriesQuery, {
    pageOf: EntryAnswer,
  })
  @ApiOkResponse({ content: { 'application/jsonl': { schema: { type: 'string' } } } })
  async list(@Req() request: Request, @InReading() reading: Reading<EntriesQuery>) {
    const type = request.accepts(['application/json', ...JSON_LINES]);
    if (!type) throw new ProblemError(406, 'not-acceptable', 'Entries come as application/json or application/jsonl');
    return JSON_LINES.includes(type) ? this.lines(type, reading) : this.page(reading);
  }

  @Get(':id')
  @ApiParam({ name: 'id', description: 'Event id of the entry.', schema: { type: 'string', format: 'uuid' } })
  @Answers('One entry by its event id', SizeQuery, { one: EntryAnswer })
  async one(@Param('id') id: string, @InReading() reading: Reading<SizeQuery>) {
    const { atSize } = reading.view!;
    if (!isUuid(id))
      throw new ProblemError(
        404,
        'unknown-entry',
        'An entry goes by its event id, a UUID in lower case. See /api/trail',
        {
          field: 'id',
        },
      );
    const entry = await this.queries.execute(new GetEntry(id, atSize));
    if (!entry)
      throw new ProblemError(404, 'unknown-entry', `A ledger of ${atSize} entries holds none with this id`, {
        field: 'id',
      });
    return entry;
  }

  private async page(reading: Reading<EntriesQuery>) {
    const { after = -1, limit = DEFAULT_LIMIT } = reading.query;
    const { atSize } = reading.view!;
    if (limit > MOST)
      throw new ProblemError(400, 'malformed-parameter', `limit must be a whole number from 1 to ${MOST}`, {
        field: 'limit',
      });
    const items = await this.queries.execute(new GetEntries({ after, limit, atSize }));
    const last = items.at(-1)?.index ?? atSize;
    const next = last < atSize - 1 ? reading.address({ limit, after: last }) : null;
    return { items, total: atSize, next };
  }

  /** The response takes lines as fast as the caller reads; when the caller goes away, reading stops. */
  private async lines(type: string, reading: Reading<EntriesQuery>): Promise<StreamableFile> {
    const { after = -1, limit = Number.MAX_SAFE_INTEGER } = reading.query;
    const lines = await this.queries.execute(new StreamEntries({ after, limit, atSize: reading.view!.atSize }));
    return new StreamableFile(Readable.from(lines, { objectMode: false, highWaterMark: 65_536 }), { type });
  }
}
