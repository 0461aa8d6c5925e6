import type { Actor, Role } from '../../access/roles.js';
import type { JsonObject } from '../../integrity/canonical-json.js';
import type { Effective, EntryKind, StreamEvent } from '../event.js';
import type { StreamHistory, StreamView } from '../history.js';
import type { Envelope } from './envelope.dto.js';
import type { Class } from './fields.js';

/** What kind of object a stream is about. */
export type Category =
  | 'plan'
  | 'commitment'
  | 'update'
  | 'milestone'
  | 'metric'
  | 'body'
  | 'meeting'
  | 'programme'
  | 'extrec'
  | 'report'
  | 'source'
  | 'settings'
  | 'ledger';

/** Categories that people call otherwise. */
const OTHERWISE: Readonly<Record<string, { noun: string; idField: string }>> = {
  extrec: { noun: 'external recommendation', idField: 'externalRecommendationId' },
};

/** What an object of a category is called in messages. */
export function nounOf(category: string): string {
  return OTHERWISE[category]?.noun ?? category;
}

/** The field of a command that names its object. */
export function idFieldOf(category: string): string {
  return OTHERWISE[category]?.idField ?? `${category}Id`;
}

/**
 * What a rule finds: a refusal, a warning that can be confirmed, something that is only told, or nothing; with the field
 * to look at, in the words an officer reads.
 */
export type Finding =
  | { level: 'refusal' | 'warning' | 'notice' | 'note'; code: string; field: string; message: string }
  | false
  | undefined
  | null;

export function refusal(field: string, message: string, code = 'rule'): Finding {
  return { level: 'refusal', code, field, message };
}

/** A warning is answered by sending the command again with its code in `confirmed`. */
export function warning(code: string, field: string, message: string): Finding {
  return { level: 'warning', code, field, message };
}

/** What follows from a command that is taken, told beside its receipt: `2 published reports quote the old value`. */
export function notice(code: string, field: string, message: string): Finding {
  return { level: 'notice', code, field, message };
}

/** What would have stood in the way, had it been reported by then: an older paper is loaded after a later one. */
export function note(code: string, field: string, message: string): Finding {
  return { level: 'note', code, field, message };
}

/** What a rule may look at. All of it is there before the rule runs, so rules are pure functions. */
export interface Situation<G = unknown> {
  /** The command's own object as reported by the command's `reportedOn`. */
  own: StreamView;
  /** All that its stream holds, whatever the date. For a change to an entry, both leave that entry out. */
  history: StreamHistory;
  /** UUID of the command's own object. */
  objectId: string;
  /** UUID of the plan that the object belongs to, if any. */
  plan: string | undefined;
  /** The events that the command makes, all appended at once. */
  drafts: readonly DraftEvent[];
  /** What the command's `gather` fetched of other objects. */
  gathered: G;
  reportedOn: string | undefined;
  effective: Effective | undefined;
  entry: EntryKind | undefined;
  /** The day of recording in the ledger's time zone. */
  today: string;
  actor: Actor;
  actingAs: Role;
  ledger: LedgerIdentity;
  /** The entry that a revision, restatement, withdrawal, correction or void acts on. */
  target?: Target;
  /** The largest size of the ledger that may be asked for, for commands that pin one. */
  publishedSize?: number;
  /**
   * What the service found for this command outside the ledger; see {@link CommandType.supplied}. Absent where there is
   * no service: while an import is checked or written.
   */
  supplied?: JsonObject;
}

export interface Target {
  event: StreamEvent;
  /** The statement that the target is, or corrects. */
  statement: StreamEvent;
  /** The entry at the beginning of the chain of changes: the statement itself, or what it revises, restates or withdraws. */
  first: StreamEvent;
  /** That of the first entry. */
  type: EventType;
  /** The whole history, the target included. */
  history: StreamHistory;
}

/** What the ledger's first entry fixed for ever. */
export interface LedgerIdentity {
  id: string;
  origin: string;
  timeZone: string;
}

/** What rules may ask about other objects. A stale answer may only refuse too early. */
export interface Lookups {
  /** Everything recorded of one object, narrative in clear where it is still held. */
  history(stream: string): Promise<StreamHistory>;
  exists(stream: string): Promise<boolean>;
  /** The stream that an entry stands in, or `null` for an id the ledger does not hold. */
  streamOfEntry(eventId: string): Promise<string | null>;
  /**
   * Objects with a standing statement whose data holds this value at this member, alone or in a list, whatever the
   * date. In the facet `*` stands for any one part.
   */
  find(where: { category: Category; facet: string; member: string; value: string }): Promise<Found[]>;
  /** How many entries of each event type name this backfill in their source. */
  countsOfBatch(batch: string): Promise<ReadonlyMap<string, number>>;
  /** Streams of a category that belong to a plan (UUID), in the order in which they came into the ledger. */
  ofPlan(category: Category, plan: string): Promise<string[]>;
  /** Published reports whose pinned views show an entry, of the entry's plan if it has one. */
  reportsShowing(eventId: string): Promise<ShowingReport[]>;
  /** The text of a kept document by the SHA-256 of its file, or `null` where none is kept. */
  keptText(sha256: string): Promise<string | null>;
}

/** A report that shows an entry. */
export interface ShowingReport {
  /** UUID. */
  report: string;
  title: string;
}

export interface Found {
  stream: string;
  facet: string;
  /** Type of the ordinary event at the beginning of the statement's chain of changes. */
  kind: string;
  data: JsonObject;
}

/** A kind of event: its payload, its key, and the rules of its type, which corrections of it must keep as well. */
export interface EventType<D extends object = object, G = unknown> {
  /** Past tense, as in the catalogue: `StatusReported`. */
  name: string;
  /** `target`: an act on another entry, appended to that entry's stream and sharing its key. */
  category: Category | 'target';
  data: Class<D>;
  /** The key below the object. `null`: administrative, no key and no reported date. May use clear fields alone. */
  key: null | ((data: D, effective: Effective | undefined) => string);
  /** Said by the ledger's editors, not by the accountable body. */
  editorial?: boolean;
  /** `false` for what needs no source document: settings and the source documents themselves. */
  sourced?: false;
  /**
   * Others rely on it as it stands: it can be neither voided nor revised, restated or withdrawn. Its rules say what a
   * correction may put right.
   */
  permanent?: true;
  /** Made by the service itself; no command makes it. */
  byService?: true;
  /** Fetches what the rules need of other objects. */
  gather?: (data: D, about: About) => Promise<G>;
  /** Who may say this, where that depends on what is said. Whoever changes or voids it must be one who may. */
  authority?: (data: D, actingAs: Role) => Finding[];
  rules?: (data: D, situation: Situation<G>) => Finding[];
}

/** What `gather` starts from. */
export interface About {
  lookups: Lookups;
  /** All that the stream of the command's own object holds. */
  own: StreamHistory;
  objectId: string;
  /** UUID of the plan that the object belongs to, if any. */
  plan: string | undefined;
  ledger: LedgerIdentity;
  /** The entry that a revision, restatement, withdrawal, correction or void acts on. */
  target?: Target;
}

/** An event on its way to the ledger, in clear. */
export interface DraftEvent {
  type: EventType;
  data: object;
  /** Where in the command its payload stands, such as `wording`; findings of its rules name fields below that. */
  at?: string;
}

/** A command: who may send it, which object it is about, which events it makes. */
export interface CommandType<C extends Envelope = Envelope> {
  /** Imperative: `ReportStatus`. Its address is the kebab case of it. */
  name: string;
  summary: string;
  dto: Class<C>;
  /** `target`: the command names an entry in `target` and goes to the stream of that entry. */
  category: Category | 'target';
  /** An act on an entry may also be sent by whoever may make an entry of its kind; see {@link Catalogue.rolesFor}. */
  roles: readonly Role[];
  /** All types of event that it may make. */
  makes: readonly EventType[];
  /**
   * Makes the object: refused when the object exists. Others are refused when it does not, but for those that `may` make
   * it, which are refused for neither.
   */
  creates?: boolean | 'may';
  /** What is said when the object exists; `C22-14 is already in the ledger` unless told. */
  existsAlready?: string;
  /** The object's id as sent; commands on the ledger itself and its settings have none. */
  objectId?: (command: C) => string;
  /** The plan it belongs to where the command says so; otherwise that of its object. */
  plan?: (command: C) => string | undefined;
  /** The events, all appended at once. Pure. */
  events: (command: C, situation: Situation) => DraftEvent[];
  /** Rules beyond those of the event types. Pure. */
  rules?: (command: C, situation: Situation) => Finding[];
  /** Looks at things outside the ledger, such as a draft, which the service brings into the situation. */
  supplied?: true;
  /** Pins the published size: it is decided once everything recorded so far is published. */
  pinsSize?: true;
  /** Members of the payload that the service sets, left out when a repeated command is compared with what it made. */
  serviceSets?: readonly string[];
}

/** Everything a feature folder hands to the generic machinery. */
export interface Feature {
  events: readonly EventType[];
  commands: readonly CommandType[];
}

/** All kinds of event and command of this ledger, by name. */
export class Catalogue {
  private readonly eventTypes = new Map<string, EventType>();
  private readonly commandTypes = new Map<string, CommandType>();

  constructor(features: readonly Feature[]) {
    for (const feature of features) {
      for (const event of feature.events) register(this.eventTypes, event.name, event);
      for (const command of feature.commands) register(this.commandTypes, kebabCase(command.name), command);
    }
  }

  get events(): EventType[] {
    return [...this.eventTypes.values()];
  }

  /** Names of the types of event by which the ledger's editors speak: the day of such an entry is no day of reporting. */
  get editorialEvents(): string[] {
    return this.events.filter(({ editorial }) => editorial).map(({ name }) => name);
  }

  get commands(): CommandType[] {
    return [...this.commandTypes.values()];
  }

  event(name: string): EventType | undefined {
    return this.eventTypes.get(name);
  }

  /** By address: `report-status`. */
  command(address: string): CommandType | undefined {
    return this.commandTypes.get(address);
  }

  /**
   * Who may send a command. For an act on an entry these are the act's own roles and those of the commands that make
   * the entry's kind; without the kind, those of all commands.
   */
  rolesFor(command: CommandType, targetType?: EventType): Role[] {
    if (command.category !== 'target') return [...command.roles];
    const makers = this.commands.filter(({ makes }) => targetType === undefined || makes.includes(targetType));
    return [...new Set([...command.roles, ...makers.flatMap(({ roles }) => roles)])];
  }

  /** The key of an ordinary event, `null` for an administrative one. Throws on a type this version does not know. */
  readonly keyOf = (event: Pick<StreamEvent, 'type' | 'data' | 'metadata'>): string | null => {
    const type = this.eventTypes.get(event.type);
    if (!type) throw new UnknownEventTypeError(event.type);
    return type.key === null ? null : type.key(event.data, event.metadata.effective);
  };
}

/** The ledger holds a kind of event that this version of the software does not know. */
export class UnknownEventTypeError extends Error {
  constructor(readonly type: string) {
    super(`This version does not know the event type ${type}. Install a version that does`);
    this.name = 'UnknownEventTypeError';
  }
}

/** `ReportStatus` → `report-status`. */
export function kebabCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

/** One part of a key; what would split the key is percent-encoded. */
export function keyPart(text: string): string {
  return encodeURIComponent(text).replaceAll('%20', ' ').replaceAll('%2B', '+');
}

function register<T>(map: Map<string, T>, name: string, value: T): void {
  if (map.has(name)) throw new Error(`${name} is in the catalogue twice`);
  map.set(name, value);
}
