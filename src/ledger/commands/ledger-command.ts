import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Actor } from '../../access/roles.js';
import type { CommandType } from '../catalogue/catalogue.js';
import { CommandProcessor } from './command-processor.js';
import type { Told } from './receipt.js';

/** Any command of the catalogue, on its way to the ledger. */
export class LedgerCommand extends Command<Told> {
  constructor(
    readonly type: CommandType,
    /** As sent; its shape is checked by the handler. */
    readonly body: unknown,
    readonly actor: Actor,
  ) {
    super();
  }
}

/** The one handler of the command bus. */
@CommandHandler(LedgerCommand)
export class LedgerCommandHandler implements ICommandHandler<LedgerCommand> {
  constructor(private readonly processor: CommandProcessor) {}

  execute({ type, body, actor }: LedgerCommand): Promise<Told> {
    return this.processor.process(type, body, actor);
  }
}
