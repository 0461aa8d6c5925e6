import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CurrentActor } from '../../access/access.guard.js';
import type { Actor } from '../../access/roles.js';
import { Catalogue } from '../catalogue/catalogue.js';
import { LedgerCommand } from './ledger-command.js';
import type { Told } from './receipt.js';
import { Refused } from './refused.js';

/** Every command of the catalogue, each at its own address. */
@Controller('api/commands')
export class CommandsController {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly commands: CommandBus,
  ) {}

  /** Answers with the receipt, and what is told beside it: the first receipt alone when the command was sent before. */
  @Post(':command')
  @HttpCode(200)
  async send(@Param('command') address: string, @Body() body: unknown, @CurrentActor() actor: Actor): Promise<Told> {
    const type = this.catalogue.command(address);
    if (!type)
      throw Refused.one(
        404,
        'unknown-command',
        'command',
        'There is no such command. See /api/docs for those there are',
      );
    return this.commands.execute(new LedgerCommand(type, body, actor));
  }
}
