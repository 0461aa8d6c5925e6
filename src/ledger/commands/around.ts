import type { Actor } from '../../access/roles.js';
import type { JsonObject } from '../../integrity/canonical-json.js';
import type { LedgerIdentity } from '../catalogue/catalogue.js';
import type { SentCommand } from './prepare.js';

/** What is known of a command whose shape and sender are fine. */
export interface AboutCommand {
  ledger: LedgerIdentity;
  /** The day of recording in the ledger's time zone. */
  today: string;
  actor: Actor;
  objectId: string;
}

/**
 * Finds what a command of a {@link CommandType.supplied supplied} type looks at outside the ledger. Asked each time it
 * is decided, and again when the same command is sent again: members of events that come from here belong to
 * `serviceSets`. It changes nothing.
 */
export type Supplier = (command: SentCommand, about: AboutCommand) => Promise<JsonObject>;

/**
 * Does what has to be done before a command is decided, such as sending the lines of a draft. Not done for a command
 * that is in the ledger already; done again after it was interrupted, so what it does has to bear repetition.
 *
 * @throws Refused where it cannot be done; the command is refused with it
 */
export type Prelude = (command: SentCommand, about: AboutCommand) => Promise<void>;

/** What the service does around commands, by the name of their type: `PublishReport`. */
export class AroundCommands {
  readonly suppliers = new Map<string, Supplier>();
  readonly preludes = new Map<string, Prelude>();
}
