import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { GetHealth, Health } from '../../projections/extent/health.query.js';

const RETRY_AFTER_SECONDS = 5;

@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(private readonly queries: QueryBus) {}

  /** The process answers; nothing else is asked. */
  @Get('live')
  @ApiOperation({ summary: 'Whether the service is running' })
  @ApiOkResponse({ schema: { type: 'object', properties: { live: { type: 'boolean' } }, required: ['live'] } })
  live() {
    return { live: true };
  }

  /** Whether answers can be relied on to be new, whichever process keeps the read models up to date. */
  @Get('ready')
  @ApiOperation({ summary: 'Whether the engine and the database answer and the read models keep up' })
  @ApiOkResponse({ type: Health })
  @ApiServiceUnavailableResponse({
    type: Health,
    headers: { 'Retry-After': { description: 'Seconds to wait before asking again.', schema: { type: 'integer' } } },
  })
  async ready(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const health = await this.queries.execute(new GetHealth());
    if (!health.ready) response.status(503).setHeader('Retry-After', String(RETRY_AFTER_SECONDS));
    return health;
  }
}
