import { createHash } from 'node:crypto';
import { type Actor, ROLES } from '../../src/access/roles.js';
import { Catalogue, type Feature, kebabCase } from '../../src/ledger/catalogue/catalogue.js';
import { Clock } from '../../src/ledger/clock.js';
import { AroundCommands } from '../../src/ledger/commands/around.js';
import { CommandProcessor } from '../../src/ledger/commands/command-processor.js';
import type { Receipt, Told } from '../../src/ledger/commands/receipt.js';
import { type Problem, type RefusalStatus, Refused } from '../../src/ledger/commands/refused.js';
import { InMemoryErasableStore } from '../../src/ledger/erasable/in-memory-erasable-store.js';
import { ledgerIdOf, resolveId, streamOf, uuidV7At } from '../../src/ledger/ids.js';
import { LedgerIdentityReader } from '../../src/ledger/ledger-identity.js';
import { ScanningFinder } from '../../src/ledger/lookups/scanning-finder.js';
import { StoreLookups } from '../../src/ledger/lookups/store-lookups.js';
import { InMemoryEventStore } from '../../src/ledger/memory/in-memory-event-store.js';

const ORIGIN = 'ledger.example/plans';
export const LEDGER_ID = ledgerIdOf(ORIGIN);

/** The day on which everything is recorded, unless a test sets another. */
export const TODAY = '2022-09-01';

/** A person who holds every role; commands say in `actingAs` which one they use. */
export const EVERYBODY: Actor = {
  subject: '8c7b1c0e-0000-4000-8000-000000000001',
  name: 'Somebody',
  roles: ROLES,
};

/**
 * A command as sent: its name in kebab case and its fields. Id, reported date and source are filled in. `sentBy` is the
 * sender where it is someone else than the rest are sent by, `sentOn` the day, or the instant, where it is another.
 */
export type Sent = { command: string; sentBy?: Actor; sentOn?: string } & Record<string, unknown>;

/** One event as a test expects it: its type, its key, and the members of its data that matter, in clear. */
export interface Expected {
  type: string;
  facet?: string | null;
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
}

/** The UUID behind an external id of the test ledger. */
export function idOf(externalId: string): string {
  return resolveId(LEDGER_ID, externalId);
}

/** A ledger in memory that is open, and everything said to it so far. */
export function given(features: readonly Feature[], ...before: Sent[]): Given {
  return new Given(new Ledger(features), before);
}

class Given {
  constructor(
    private readonly ledger: Ledger,
    private readonly before: readonly Sent[],
  ) {}

  /** The same with more said. */
  and(...more: Sent[]): Given {
    return new Given(this.ledger, [...this.before, ...more]);
  }

  /** Objects that need only be there, such as a source document. */
  withObjects(...streams: [category: string, externalId: string][]): Given {
    this.ledger.objects.push(...streams.map(([category, id]) => streamOf(category, idOf(id))));
    return this;
  }

  /** Nothing is in the ledger yet, not even its opening. */
  unopened(): Given {
    this.ledger.isOpen = false;
    return this;
  }

  on(today: string): Given {
    this.ledger.today = today;
    return this;
  }

  /** The service does this around commands. */
  around({ suppliers, preludes }: AroundCommands): Given {
    for (const [name, supplier] of suppliers) this.ledger.around.suppliers.set(name, supplier);
    for (const [name, prelude] of preludes) this.ledger.around.preludes.set(name, prelude);
    return this;
  }

  by(actor: Actor): Given {
    this.ledger.actor = actor;
    return this;
  }

  /** What becomes of commands that are sent at the same moment. */
  async atOnce(...commands: Sent[]): Promise<PromiseSettledResult<Receipt>[]> {
    await this.ledger.say(this.before);
    return Promise.allSettled(commands.map((command) => this.ledger.send(command)));
  }

  when(command: Sent): When {
    return new When(this.ledger, this.before, command);
  }
}

class When {
  constructor(
    private readonly ledger: Ledger,
    private readonly before: readonly Sent[],
    private readonly command: Sent,
  ) {}

  /** The command is taken and makes these events, in this order and no others. */
  async gives(...expected: Expected[]): Promise<void> {
    await this.ledger.say(this.before);
    const receipt = await this.ledger.send(this.command);
    expect(await this.ledger.eventsOf(receipt)).toMatchObject(expected);
  }

  /** The command is taken, and these notices and notes are told with its receipt, but not when it is sent again. */
  async tells(told: { notices?: Partial<Problem>[]; notes?: Partial<Problem>[] }): Promise<void> {
    await this.ledger.say(this.before);
    const command = { id: uuidV7At(0, 'told once'), ...this.command };
    const { notices, notes } = await this.ledger.send(command);
    expect({ notices, notes }).toMatchObject({ notices: undefined, notes: undefined, ...told });
    expect(Object.keys(await this.ledger.send(command))).toEqual(['command', 'stream', 'rev', 'eventIds']);
  }

  /** The command is refused for these reasons and no others, and nothing is written. */
  async isRefused(status: RefusalStatus, ...problems: Partial<Problem>[]): Promise<void> {
    const refused = await this.refusal();
    expect({ status: refused.status, problems: refused.problems }).toMatchObject({ status, problems });
  }

  /** Nothing but these warnings stands in the way, and confirming them lets the command through. */
  async isWarned(...warnings: Partial<Problem>[]): Promise<void> {
    const refused = await this.refusal();
    expect({ problems: refused.problems, warnings: refused.warnings }).toMatchObject({ problems: [], warnings });
    await this.ledger.send({ ...this.command, confirmed: refused.warnings.map(({ code }) => code) });
  }

  private async refusal(): Promise<Refused> {
    await this.ledger.say(this.before);
    const size = await this.ledger.size();
    const error = await this.ledger.send(this.command).then(
      () => new Error('The command was taken'),
      (reason) => reason,
    );
    if (!(error instanceof Refused)) throw error;
    expect(await this.ledger.size()).toBe(size);
    return error;
  }
}

class Ledger {
  today = TODAY;
  actor = EVERYBODY;
  isOpen = true;
  readonly around = new AroundCommands();
  private sendingOn: string | undefined;
  readonly objects: string[] = [];
  private readonly store = new InMemoryEventStore(() => this.now().getTime());
  private readonly erasable = new InMemoryErasableStore(this.store);
  private readonly catalogue: Catalogue;
  private readonly lookups: StoreLookups;
  private readonly processor: CommandProcessor;
  private sent = 0;

  constructor(features: readonly Feature[]) {
    this.catalogue = new Catalogue(features);
    const { store, erasable } = this;
    const keyOf = this.catalogue.keyOf;
    this.lookups = new StoreLookups({ store, erasable, keyOf, finder: new ScanningFinder(store, keyOf) });
    this.processor = new CommandProcessor({
      catalogue: this.catalogue,
      store,
      erasable,
      lookups: this.lookups,
      identity: new LedgerIdentityReader(store),
      clock: new FixedClock(() => this.now()),
      publishedSize: () => this.size(),
      around: this.around,
    });
  }

  /** Opens the ledger, puts the bare objects in, and says everything that comes before. */
  async say(before: readonly Sent[]): Promise<void> {
    if (this.isOpen)
      await this.append(streamOf('ledger', LEDGER_ID), 'LedgerOpened', { origin: ORIGIN, timeZone: 'Europe/London' });
    for (const stream of this.objects) await this.append(stream, 'PutThere', {});
    for (const command of before) {
      try {
        await this.send(command);
      } catch (error) {
        const why = error instanceof Refused ? `: ${error.message}` : '';
        throw new Error(`${command.command}, said before, was not taken${why}`, { cause: error });
      }
    }
  }

  send({ sentBy, sentOn = this.today, ...command }: Sent): Promise<Told> {
    this.sendingOn = sentOn;
    const type = this.catalogue.command(command.command);
    if (!type) throw new Error(`There is no command ${command.command}`);
    const administrative = type.makes.every(({ key }) => key === null);
    const body = {
      id: uuidV7At(this.now().getTime(), `command ${++this.sent}`),
      ...(administrative || type.category === 'target' ? {} : { reportedOn: '2022-06-07', source: PAPER }),
      ...command,
      command: kebabCase(type.name),
    };
    return this.processor.process(type, asJson(body), sentBy ?? this.actor);
  }

  async eventsOf({ stream, eventIds }: Receipt): Promise<Expected[]> {
    const history = await this.lookups.history(stream);
    return eventIds.map((id) => {
      const event = history.event(id)!;
      return {
        type: event.type,
        facet: history.facetOf(id) ?? null,
        data: event.data,
        metadata: { ...event.metadata },
      };
    });
  }

  async size(): Promise<number> {
    return (await this.store.readAll({ after: { sequence: -1 }, limit: 100_000 })).length;
  }

  private now(): Date {
    const on = this.sendingOn ?? this.today;
    return new Date(on.includes('T') ? on : `${on}T12:00:00Z`);
  }

  private async append(stream: string, type: string, data: Record<string, string>): Promise<void> {
    const id = uuidV7At(this.now().getTime(), `${stream} ${type}`);
    const by = { $c: createHash('sha256').update(id).digest('base64url') };
    await this.store.append(stream, 'no-stream', [{ id, type, data, metadata: { by } }]);
  }
}

const PAPER = {
  url: 'https://papers.example/2022-06-07.pdf',
  sha256: createHash('sha256').update('paper').digest('hex'),
};

/** As it arrives: what is undefined is left out. */
function asJson(body: object): unknown {
  return JSON.parse(JSON.stringify(body));
}

class FixedClock extends Clock {
  constructor(private readonly instant: () => Date) {
    super();
  }

  override now(): Date {
    return this.instant();
  }
}
