import type { Actor, Role } from '../../access/roles.js';
import type { JsonObject } from '../../integrity/canonical-json.js';
import type {
  Catalogue,
  CommandType,
  DraftEvent,
  LedgerIdentity,
  Lookups,
  Situation,
  Target,
} from '../catalogue/catalogue.js';
import type { EffectiveDto, Envelope } from '../catalogue/envelope.dto.js';
import { daysBetween } from '../dates.js';
import type { Effective, EntryKind, EntrySource, StreamEvent } from '../event.js';
import { isAct, StreamHistory } from '../history.js';
import { eventId, streamOf } from '../ids.js';
import type { AroundCommands } from './around.js';
import { putsRight } from './date-and-source.js';
import { resolveReferences, shapeProblems } from './parse.js';
import { Refused } from './refused.js';

/** Statements reported longer ago than this many days are loaded later, whatever the caller says. */
export const LIVE_WINDOW_DAYS = 31;

/** A command as sent, its references resolved. Acts carry the entry they act on and, some, its payload anew. */
export type SentCommand = Envelope & { target?: string; statement?: JsonObject };

/** What is known of a command before its stream is read. */
export interface Context {
  type: CommandType;
  command: SentCommand;
  actor: Actor;
  actingAs: Role;
  ledger: LedgerIdentity;
  stream: string;
  objectId: string;
  /** The object's id as sent: a UUID or an external id. */
  sentId: string;
  /** The day of recording in the ledger's time zone. */
  today: string;
}

/** A command, the events it would make, and everything that the checks look at. */
export interface Prepared {
  context: Context;
  command: SentCommand;
  drafts: DraftEvent[];
  situation: Situation;
  /** Without key and reported date. */
  administrative: boolean;
  source: EntrySource | undefined;
  edition: number | undefined;
}

/**
 * Works out what a command says against what its object's history holds: the view of its day, the kind of entry, the
 * source, the events in clear. Refuses nothing but a payload of the wrong shape.
 */
export async function prepare(
  context: Context,
  whole: StreamHistory,
  parts: {
    catalogue: Catalogue;
    lookups: Lookups;
    publishedSize: () => Promise<number>;
    around?: AroundCommands;
  },
): Promise<Prepared> {
  const { type, ledger } = context;
  const target = type.category === 'target' ? targetOf(context.command, whole, parts.catalogue) : undefined;
  const text = type.name === 'CorrectEntry' && target ? whole.textOf(target.statement) : undefined;
  const command = withPassage(withStatement(context.command, target, ledger.id), text);
  const corrected = text && target?.statement.metadata;
  const reportedOn = corrected ? corrected.reportedOn : command.reportedOn;
  const history = target && command.statement ? without(target.statement, whole, parts.catalogue) : whole;
  const supplier = type.supplied && parts.around?.suppliers.get(type.name);
  const situation: Situation = {
    own: history.at(reportedOn),
    history,
    objectId: context.objectId,
    plan: type.plan?.(command) ?? (type.category === 'plan' ? context.objectId : whole.plan),
    drafts: [],
    gathered: undefined,
    reportedOn,
    effective: command.effective ? toEffective(command.effective) : (text ?? target?.statement)?.metadata.effective,
    entry: undefined,
    today: context.today,
    actor: context.actor,
    actingAs: context.actingAs,
    ledger,
    ...(target ? { target } : {}),
    ...(type.pinsSize ? { publishedSize: await parts.publishedSize() } : {}),
    ...(supplier ? { supplied: await supplier(command, context) } : {}),
  };
  const drafts = type.events(command, situation);
  situation.drafts = drafts;
  const administrative = drafts.every((draft) => draft.type.key === null);
  situation.entry = administrative ? undefined : entryKind(type, command, reportedOn, context.today);
  const source = await sourceOf({ ...context, command }, drafts, situation.entry, parts.lookups);
  return {
    context,
    command,
    drafts,
    situation,
    administrative,
    source,
    edition: corrected ? corrected.edition : command.edition,
  };
}

/** The object of an act: the entry it names, the statement behind it, and that statement's type. */
export function targetOf(command: SentCommand, history: StreamHistory, catalogue: Catalogue): Target | undefined {
  const event = history.event(command.target!);
  if (!event) return undefined;
  const statement = history.root(event);
  const first = firstOf(history, statement);
  const type = catalogue.event(first.type);
  return type ? { event, statement, first, type, history } : undefined;
}

/** The ordinary event at the beginning of a chain of revisions, restatements and corrections. */
function firstOf(history: StreamHistory, event: StreamEvent): StreamEvent {
  let here = event;
  while (isAct(here.type)) {
    const earlier = history.event(here.metadata.target!);
    if (!earlier) break;
    here = earlier;
  }
  return here;
}

function withStatement(command: SentCommand, target: Target | undefined, ledgerId: string): SentCommand {
  if (!target || !command.statement) return command;
  const problems = shapeProblems(target.type.data, command.statement);
  if (problems.length > 0)
    throw new Refused(
      400,
      problems.map((problem) => ({ ...problem, field: `statement.${problem.field}` })),
    );
  return { ...command, statement: resolveReferences(target.type.data, command.statement, ledgerId) };
}

/** A correction that names no document or passages keeps those of the words that it puts right. */
function withPassage(command: SentCommand, text: StreamEvent | undefined): SentCommand {
  if (!text) return command;
  const { source, citations = text.data.citations as unknown as Envelope['citations'] } = command;
  const { batch: _batch, ...kept } = text.metadata.source ?? {};
  const named = source?.doc ?? source?.sha256 ?? source?.url;
  return {
    ...command,
    ...(citations ? { citations } : {}),
    ...(named === undefined && Object.keys(kept).length > 0 ? { source: { ...kept, ...source } } : {}),
  };
}

/** The history as if the statement had not been made, since a changed statement must not be compared with itself. */
function without(statement: StreamEvent, history: StreamHistory, catalogue: Catalogue): StreamHistory {
  const others = history.events.filter((event) => history.root(event).id !== statement.id);
  return new StreamHistory(history.stream, others, catalogue.keyOf);
}

/** Nothing where it has no beginning, which is for the checks to refuse. */
function toEffective({ from, to, at }: EffectiveDto): Effective | undefined {
  if (at !== undefined) return { at };
  return from === undefined ? undefined : { from, to: to ?? null };
}

function entryKind(type: CommandType, command: SentCommand, reportedOn: string | undefined, today: string): EntryKind {
  if (putsRight(type)) return 'correction';
  const late = reportedOn !== undefined && daysBetween(reportedOn, today) > LIVE_WINDOW_DAYS;
  return late || command.entry === 'backfill' ? 'backfill' : 'live';
}

/** The source as the entry will hold it: the batch by its event id, the hash from the registered document. */
async function sourceOf(
  context: Context,
  drafts: readonly DraftEvent[],
  entry: EntryKind | undefined,
  lookups: Lookups,
): Promise<EntrySource | undefined> {
  const source: EntrySource = { ...context.command.source };
  if (context.type.category === 'source') {
    const own = drafts.map((draft) => (draft.data as { sha256?: string }).sha256).find(Boolean);
    if ((entry === 'backfill' || source.batch) && !source.doc) source.doc = context.objectId;
    if (own && !source.sha256) source.sha256 = own;
  }
  if (source.doc && !source.sha256) {
    const document = await lookups.history(streamOf('source', source.doc));
    const registered = document.at().get('description')?.data.sha256;
    if (typeof registered === 'string') source.sha256 = registered;
  }
  if (source.batch) {
    const stream = streamOf('ledger', context.ledger.id);
    const opened = eventId(stream, source.batch, 0);
    if ((await lookups.history(stream)).event(opened)) source.batch = opened;
  }
  return Object.keys(source).length > 0 ? source : undefined;
}
