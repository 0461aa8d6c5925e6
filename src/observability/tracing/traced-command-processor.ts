import type { Actor } from '../../access/roles.js';
import type { CommandType } from '../../ledger/catalogue/catalogue.js';
import type { Receipt } from '../../ledger/commands/receipt.js';
import { Refused } from '../../ledger/commands/refused.js';
import type { ProcessesCommands } from '../instruments.js';
import { COMMAND_ID, COMMAND_NAME, inSpan, markFailed, OUTCOME, REFUSED_FOR, STREAM } from './spans.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A span for each command, from its parsing to its receipt or refusal. */
export class TracedCommandProcessor implements ProcessesCommands {
  constructor(private readonly inner: ProcessesCommands) {}

  process(type: CommandType, body: unknown, actor: Actor): Promise<Receipt> {
    return inSpan(`command ${type.name}`, { [COMMAND_NAME]: type.name, ...idOf(body) }, async (span) => {
      try {
        const receipt = await this.inner.process(type, body, actor);
        span.setAttributes({ [STREAM]: receipt.stream, [OUTCOME]: 'accepted' });
        return receipt;
      } catch (error) {
        if (error instanceof Refused) {
          const codes = [...error.problems, ...error.warnings].map(({ code }) => code);
          span.setAttributes({ [OUTCOME]: 'refused', [REFUSED_FOR]: codes });
        } else {
          span.setAttribute(OUTCOME, 'failed');
          markFailed(span, error);
        }
        throw error;
      }
    });
  }
}

/** Nothing has checked the body yet: what is no id could be anything. */
function idOf(body: unknown): Record<string, string> {
  const id = (body as { id?: unknown } | null)?.id;
  return typeof id === 'string' && UUID.test(id) ? { [COMMAND_ID]: id } : {};
}
