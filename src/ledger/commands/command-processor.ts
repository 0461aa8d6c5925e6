import type { Actor, Role } from '../../access/roles.js';
import {
  type Catalogue,
  type CommandType,
  type Finding,
  idFieldOf,
  type LedgerIdentity,
  type Lookups,
  nounOf,
} from '../catalogue/catalogue.js';
import type { Envelope } from '../catalogue/envelope.dto.js';
import type { Clock } from '../clock.js';
import { dayIn } from '../dates.js';
import type { ErasableStore } from '../erasable/erasable-store.js';
import type { NewEvent, StreamEvent } from '../event.js';
import { type EventStore, WrongExpectedRevisionError } from '../event-store.js';
import { StreamHistory } from '../history.js';
import { eventId, ledgerIdOf, resolveId, splitStream, streamOf } from '../ids.js';
import type { LedgerIdentityReader } from '../ledger-identity.js';
import type { AroundCommands } from './around.js';
import { commonFindings } from './common-checks.js';
import { saysTheSame, toNewEvents } from './drafted-events.js';
import { parseCommand, resolveReferences } from './parse.js';
import { type Context, type Prepared, prepare, type SentCommand, targetOf } from './prepare.js';
import type { Receipt, Told } from './receipt.js';
import { type Problem, Refused } from './refused.js';
import { wasWritten } from './was-written.js';

/** How often a command is decided when its stream keeps moving on: once, and three times again. */
const ATTEMPTS = 4;

export interface ProcessorParts {
  catalogue: Catalogue;
  store: EventStore;
  erasable: ErasableStore;
  lookups: Lookups;
  identity: LedgerIdentityReader;
  clock: Clock;
  /** The published size, once it covers everything recorded at the time of asking. */
  publishedSize: () => Promise<number>;
  /** What the service does around commands. An import has none of it. */
  around?: AroundCommands;
}

/**
 * The one way into the ledger: read the stream, look at it as reported on the command's day, decide, append.
 *
 * Serves every command of the catalogue. Decisions are pure functions of the catalogue; this class brings them what
 * they look at and hands their events to the store, with the revision it has read as guard.
 */
export class CommandProcessor {
  constructor(private readonly parts: ProcessorParts) {}

  /**
   * Decides one command and appends its events. The same command again gives the first receipt, without what is told
   * beside it.
   *
   * @throws Refused with every reason at once; nothing was written
   * @throws StoreUnavailableError
   */
  async process(type: CommandType, body: unknown, actor: Actor): Promise<Told> {
    const sent = parseCommand(type, body);
    await this.parts.store.mustTakeAppends();
    const context = await this.contextOf(type, sent, actor);
    await this.prelude(context);
    for (let attempt = 1; ; attempt++) {
      const history = await this.parts.lookups.history(context.stream);
      const known = history.event(eventId(context.stream, sent.id, 0));
      if (known) return this.firstReceipt(context, history, known);
      const { events, told } = await this.decide(context, history);
      try {
        const last = await this.parts.store.append(context.stream, history.revision ?? 'no-stream', events);
        if (await wasWritten(this.parts.store, context.stream, last, events))
          return { ...receiptOf(context, events, last), ...told };
      } catch (error) {
        if (!(error instanceof WrongExpectedRevisionError)) throw error;
        if (attempt === ATTEMPTS)
          throw Refused.one(
            409,
            'changed-meanwhile',
            '',
            'Someone else changed this while you were working. Your text is kept. Look at their change, then save again',
          );
      }
    }
  }

  private async prelude(context: Context): Promise<void> {
    const prelude = this.parts.around?.preludes.get(context.type.name);
    if (!prelude) return;
    const history = await this.parts.lookups.history(context.stream);
    if (!history.event(eventId(context.stream, context.command.id, 0))) await prelude(context.command, context);
  }

  private async contextOf(type: CommandType, sent: Envelope, actor: Actor): Promise<Context> {
    // Before anything is read: whoever may send no such command at all learns nothing else.
    permittedRole(this.parts.catalogue.rolesFor(type), sent, actor);
    const ledger = (await this.parts.identity.current()) ?? openedBy(type, sent);
    const command: SentCommand = resolveReferences(type.dto, sent, ledger.id);
    const stream =
      type.category === 'target'
        ? await this.streamOfTarget(command)
        : streamOf(type.category, type.objectId?.(command) ?? ledger.id);
    const actingAs = permittedRole(await this.rolesFor(type, command, stream), sent, actor);
    const today = dayIn(ledger.timeZone, this.parts.clock.now());
    const objectId = splitStream(stream).id;
    const sentId = type.objectId?.(sent) ?? objectId;
    return { type, command, actor, actingAs, ledger, stream, objectId, sentId, today };
  }

  private async streamOfTarget(command: SentCommand): Promise<string> {
    const stream = await this.parts.lookups.streamOfEntry(command.target!);
    if (!stream) throw Refused.one(404, 'unknown-entry', 'target', 'The ledger holds no entry with this id');
    return stream;
  }

  private async rolesFor(type: CommandType, command: SentCommand, stream: string): Promise<readonly Role[]> {
    if (type.category !== 'target') return type.roles;
    const target = targetOf(command, await this.parts.lookups.history(stream), this.parts.catalogue);
    return this.parts.catalogue.rolesFor(type, target?.type);
  }

  /** The events that a command makes, ready to append, and what is told of it. Throws {@link Refused}. */
  private async decide(
    context: Context,
    history: StreamHistory,
  ): Promise<{ events: NewEvent[]; told: Pick<Told, 'notices' | 'notes'> }> {
    const { type, command } = context;
    const named = type.category === 'target' ? 'target' : idFieldOf(type.category);
    if (type.creates === true && history.exists)
      throw Refused.one(
        422,
        'already-exists',
        named,
        type.existsAlready ?? `${context.sentId} is already in the ledger`,
      );
    if (!type.creates && !history.exists && type.category !== 'settings')
      throw Refused.one(404, 'unknown-object', named, await this.unheld(context));
    const prepared = await prepare(context, history, this.parts);
    const findings = [...(await commonFindings(prepared, this.parts.lookups)), ...(await this.ruleFindings(prepared))];
    const told = toldOf(findings, command.confirmed ?? []);
    return { events: await toNewEvents(prepared, (history.revision ?? -1n) + 1n, this.parts.erasable), told };
  }

  /** What is said of an object that is not there, with the id that may be meant: letters count as they are written. */
  private async unheld({ type, ledger, sentId }: Context): Promise<string> {
    const said = `The ledger holds no such ${nounOf(type.category)}`;
    for (const meant of [sentId.toUpperCase(), sentId.toLowerCase()])
      if (await this.parts.lookups.exists(streamOf(type.category, resolveId(ledger.id, meant))))
        return `${said}. It does hold ${meant}`;
    return said;
  }

  /** What the rules of the event types and of the command find; a statement made anew keeps the rules of its type. */
  private async ruleFindings({ context, command, drafts, situation }: Prepared): Promise<Finding[]> {
    const { target, history: own, objectId, plan, ledger, actingAs } = situation;
    const about = { lookups: this.parts.lookups, own, objectId, plan, ledger, target };
    const stated =
      target && command.statement ? [{ type: target.type, data: command.statement as object, at: 'statement' }] : [];
    const findings: Finding[] = [];
    if (target) findings.push(...(target.type.authority?.(target.first.data, actingAs) ?? []));
    for (const { type, data } of drafts) findings.push(...(type.authority?.(data, actingAs) ?? []));
    for (const { type, data, at } of [...drafts, ...stated]) {
      const gathered = await type.gather?.(data, about);
      findings.push(...(type.rules?.(data, { ...situation, gathered }) ?? []).map((finding) => below(at, finding)));
    }
    return [...findings, ...(context.type.rules?.(command, situation) ?? [])];
  }

  /** The answer to a command that is in the ledger already, or a refusal where it was sent with other words. */
  private async firstReceipt(context: Context, history: StreamHistory, first: StreamEvent): Promise<Receipt> {
    const before = history.events.filter((event) => event.revision < first.revision);
    const earlier = new StreamHistory(history.stream, before, this.parts.catalogue.keyOf);
    const prepared = await prepare(context, earlier, this.parts);
    const recorded = prepared.drafts.map((_, n) => history.event(eventId(context.stream, context.command.id, n)));
    const surplus = history.event(eventId(context.stream, context.command.id, recorded.length));
    const same = prepared.drafts.every((draft, n) => recorded[n] && saysTheSame(prepared, draft, recorded[n]));
    if (surplus || !same)
      throw Refused.one(
        409,
        'sent-differently',
        'id',
        'This id is in the ledger with other content. If the ledger has it wrong, use correct-entry; if the body changed it, restate-entry; if it is another statement, give it a new id',
      );
    const events = recorded.filter((event) => event !== undefined);
    return receiptOf(context, events, events.at(-1)!.revision);
  }
}

/** The role that a command is sent in: the one it names, else the first that may send it. */
function permittedRole(roles: readonly Role[], command: Envelope, actor: Actor): Role {
  const role = roles.find(
    (permitted) => actor.roles.includes(permitted) && (command.actingAs ?? permitted) === permitted,
  );
  if (role) return role;
  const ask = roles.map((name) => name.replaceAll('-', ' ')).join(' or ');
  throw Refused.one(403, 'not-permitted', 'actingAs', `You do not have permission to do this. Ask the ${ask}`);
}

/** What the command that opens the ledger says of it; any other command finds the ledger closed. */
function openedBy(type: CommandType, command: Envelope): LedgerIdentity {
  if (type.name !== 'OpenLedger')
    throw Refused.one(409, 'ledger-not-open', '', 'This ledger is not open yet. Open it first with open-ledger');
  const { origin, timeZone } = command as Envelope & { origin: string; timeZone: string };
  return { id: ledgerIdOf(origin), origin, timeZone };
}

/** What is told of a command that nothing stands in the way of. Throws {@link Refused}. */
function toldOf(findings: readonly Finding[], confirmed: readonly string[]): Pick<Told, 'notices' | 'notes'> {
  const at = { refusal: [] as Problem[], warning: [] as Problem[], notice: [] as Problem[], note: [] as Problem[] };
  for (const finding of findings) {
    if (!finding) continue;
    const { level, ...problem } = finding;
    if (level !== 'warning' || !confirmed.includes(problem.code)) at[level].push(problem);
  }
  if (at.refusal.length > 0) throw new Refused(statusOf(at.refusal), at.refusal, at.warning);
  if (at.warning.length > 0) throw new Refused(422, [], at.warning);
  return {
    ...(at.notice.length > 0 ? { notices: at.notice } : {}),
    ...(at.note.length > 0 ? { notes: at.note } : {}),
  };
}

/** The finding with its field as it stands in the command. */
function below(at: string | undefined, finding: Finding): Finding {
  if (!finding || at === undefined) return finding;
  return { ...finding, field: finding.field === '' ? at : `${at}.${finding.field}` };
}

/** Conflicts that another entry causes answer 409, what is not there 404, all else 422. */
function statusOf(problems: readonly Problem[]): 404 | 409 | 422 {
  const codes = new Set(problems.map((problem) => problem.code));
  if (['voided', 'voids-a-void', 'value-exists'].some((code) => codes.has(code))) return 409;
  return problems.every((problem) => problem.code === 'unknown-object') ? 404 : 422;
}

function receiptOf(context: Context, events: readonly { id: string }[], last: bigint): Receipt {
  return {
    command: context.command.id,
    stream: context.stream,
    rev: Number(last) + 1,
    eventIds: events.map((event) => event.id),
  };
}
