import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { GetHealth, Health } from '../../projections/extent/health.query.js';

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

  /** Whether answers can be relied on to be new: the database answers and no read model has stopped or hangs back. */
  @Get('ready')
  @ApiOperation({ summary: 'Whether the database answers and the read models keep up' })
  @ApiOkResponse({ type: Health })
  @ApiServiceUnavailableResponse({ type: Health })
  async ready(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const health = await this.queries.execute(new GetHealth());
    response.status(health.ready ? 200 : 503);
    return health;
  }
}
