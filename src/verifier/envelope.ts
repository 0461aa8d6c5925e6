import { isDay, isInstant } from '../integrity/calendar.js';
import type { Json, JsonObject } from '../integrity/canonical-json.js';
import { KEY_RULES } from '../integrity/key-rules.js';
import { isAct } from '../ledger/history.js';

/** An entry that breaks the rules of envelopes; the message says how. */
export class EnvelopeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EnvelopeError';
  }
}

/** What an entry's members may hold. */
const VALUES: Readonly<Record<string, { what: string; holds: (value: Json) => boolean }>> = {
  v: { what: '1', holds: (value) => value === 1 },
  id: { what: 'a version 7 UUID in lower case', holds: isId },
  type: { what: 'a name', holds: (value) => typeof value === 'string' && /^[A-Z][A-Za-z]*$/.test(value) },
  stream: { what: 'a name', holds: isText },
  rev: { what: 'a whole number from 1', holds: (value) => isWhole(value, 1) },
  recordedAt: { what: 'an instant in UTC with milliseconds', holds: isInstant },
  data: { what: 'an object', holds: isObject },
  by: { what: 'a commitment', holds: isCommitmentToAuthor },
  plan: { what: 'a name', holds: isText },
  effective: { what: 'a period or a day', holds: isEffective },
  reportedOn: { what: 'a day', holds: isDay },
  edition: { what: 'a whole number from 2', holds: (value) => isWhole(value, 2) },
  schema: { what: 'a whole number from 2', holds: (value) => isWhole(value, 2) },
  entry: { what: 'live, backfill or correction', holds: (value) => ENTRIES.has(value) },
  source: { what: 'a document', holds: isSource },
  target: { what: 'the id of an entry', holds: isId },
};

const ENTRIES: ReadonlySet<Json> = new Set(['live', 'backfill', 'correction']);

/** Members that a kind of entry must have, and those that it may have. */
interface Shape {
  must: readonly string[];
  may: readonly string[];
}

const ALWAYS = ['v', 'id', 'type', 'stream', 'rev', 'recordedAt', 'data', 'by'];
const OFTEN = ['plan', 'effective', 'edition', 'schema', 'source'];

const STATEMENT: Shape = { must: [...ALWAYS, 'reportedOn', 'entry'], may: OFTEN };
const CHANGE: Shape = { must: [...STATEMENT.must, 'target'], may: OFTEN };
const VOID: Shape = { must: [...ALWAYS, 'entry', 'target'], may: ['plan', 'effective', 'schema', 'source'] };
const ADMINISTRATIVE: Shape = { must: ALWAYS, may: ['schema', 'source'] };
const ERASURE: Shape = { must: [...ALWAYS, 'target'], may: ['schema', 'source'] };
/** A later version may know the type. */
const UNKNOWN: Shape = { must: ALWAYS, may: [...OFTEN, 'reportedOn', 'entry', 'target'] };

/** Whether a type is about nothing and has neither plan nor reported date; `undefined` for a type that is not known here. */
export function isAdministrative(type: string): boolean | undefined {
  if (isAct(type)) return type === 'PersonalDataErased';
  return Object.hasOwn(KEY_RULES, type) ? KEY_RULES[type] === null : undefined;
}

/**
 * Holds an entry, by itself, against the rules of envelopes.
 *
 * @throws EnvelopeError
 */
export function checkEnvelope(entry: JsonObject): void {
  if (entry.v !== 1) throw new EnvelopeError(`has the version ${JSON.stringify(entry.v)}, which is not known here`);
  const type = String(entry.type);
  const { must, may } = shapeOf(type);
  for (const name of must) if (!Object.hasOwn(entry, name)) throw new EnvelopeError(`lacks "${name}"`);
  for (const [name, value] of Object.entries(entry)) {
    if (!must.includes(name) && !may.includes(name))
      throw new EnvelopeError(`has "${name}", which ${type} does not have`);
    const { what, holds } = VALUES[name]!;
    if (!holds(value)) throw new EnvelopeError(`has a "${name}" that is not ${what}`);
  }
  checkEntryKind(entry, type);
  checkDates(entry);
}

function shapeOf(type: string): Shape {
  if (type === 'PersonalDataErased') return ERASURE;
  if (type === 'EntryVoided') return VOID;
  if (isAct(type)) return CHANGE;
  const administrative = isAdministrative(type);
  if (administrative === undefined) return UNKNOWN;
  return administrative ? ADMINISTRATIVE : STATEMENT;
}

function checkEntryKind({ entry, source }: JsonObject, type: string): void {
  const putsRight = type === 'EntryCorrected' || type === 'EntryVoided';
  if (entry !== undefined && putsRight !== (entry === 'correction'))
    throw new EnvelopeError(`came in as "${entry}", as ${type} does not`);
  if (entry === 'backfill' && (source as JsonObject | undefined)?.sha256 === undefined)
    throw new EnvelopeError('was loaded later and does not name the hash of its document');
}

function checkDates({ reportedOn, recordedAt }: JsonObject): void {
  const recorded = String(recordedAt);
  if (typeof reportedOn !== 'string' || reportedOn <= recorded.slice(0, 10)) return;
  // A day more, since it is already tomorrow somewhere.
  if (reportedOn > dayAfter(recorded))
    throw new EnvelopeError(`was reported on ${reportedOn}, more than a day after it was recorded (${recorded})`);
}

interface Stream {
  name: string;
  /** Revision of its newest entry. */
  rev: number;
}

/** What is remembered of an entry for those that come later. */
interface Known {
  /** Of the entry, among all. */
  place: number;
  stream: Stream;
  reportedOn: Json | undefined;
  /** The statement behind a correction, or the entry itself. */
  statement: string;
}

/** Holds entries, in their order, against those before them. Remembers a little of each. */
export class EnvelopeSequence {
  private readonly known = new Map<string, Known>();
  private readonly voided = new Set<string>();
  private readonly byName = new Map<string, Stream>();
  private taken = 0;

  /** Number of streams: things that something was said about. */
  get streams(): number {
    return this.byName.size;
  }

  /** Where the entry with an id stands; `undefined` where none of those so far has it. */
  placeOf(id: Json | undefined): number | undefined {
    return typeof id === 'string' ? this.known.get(id)?.place : undefined;
  }

  /**
   * @throws EnvelopeError
   */
  take(entry: JsonObject): void {
    const place = this.taken++;
    const id = String(entry.id);
    const stream = this.stream(String(entry.stream));
    const expected = stream.rev + 1;
    stream.rev = Number(entry.rev);
    const repeated = this.known.has(id);
    const fault = this.faultOfTarget(entry, stream);
    if (!repeated) this.known.set(id, { place, ...this.rememberedOf(entry, stream) });
    if (entry.type === 'EntryVoided') this.voided.add(String(entry.target));
    if (repeated) throw new EnvelopeError(`has the id ${id}, which an earlier entry has`);
    if (entry.rev !== expected)
      throw new EnvelopeError(`is number ${entry.rev} of ${stream.name}, where number ${expected} should stand`);
    if (fault) throw new EnvelopeError(fault);
  }

  private stream(name: string): Stream {
    const known = this.byName.get(name);
    if (known) return known;
    const stream: Stream = { name, rev: 0 };
    this.byName.set(name, stream);
    return stream;
  }

  private faultOfTarget({ type, target, reportedOn }: JsonObject, stream: Stream): string | undefined {
    if (target === undefined) return undefined;
    const acted = this.known.get(String(target));
    if (!acted) return `acts on ${target}, which no earlier entry is`;
    if (acted.stream !== stream)
      return `acts on ${target}, which stands in ${acted.stream.name} and not in ${stream.name}`;
    const gone = this.voided.has(String(target)) || this.voided.has(acted.statement);
    // What was said of persons is erased wherever it stands.
    if (gone && type !== 'PersonalDataErased') return `acts on ${target}, which was voided before`;
    if (type === 'EntryCorrected' && reportedOn !== acted.reportedOn)
      return `corrects an entry reported on ${acted.reportedOn}, and says ${reportedOn}`;
    return undefined;
  }

  private rememberedOf({ id, type, target, reportedOn }: JsonObject, stream: Stream): Omit<Known, 'place'> {
    const corrected = type === 'EntryCorrected' ? this.known.get(String(target)) : undefined;
    return { stream, reportedOn, statement: corrected?.statement ?? String(id) };
  }
}

/** The day after that of an instant, in UTC. */
function dayAfter(instant: string): string {
  return new Date(Date.parse(instant) + 86_400_000).toISOString().slice(0, 10);
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function isWhole(value: Json, least: number): boolean {
  return typeof value === 'number' && value >= least;
}

function isId(value: Json): boolean {
  return (
    typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(value)
  );
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCommitmentToAuthor(value: Json): boolean {
  return hasOnly(value, ['$c']) && typeof value.$c === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value.$c);
}

function isEffective(value: Json): boolean {
  if (hasOnly(value, ['at'])) return isDay(value.at);
  return hasOnly(value, ['from', 'to']) && isDay(value.from) && (value.to === null || isDay(value.to));
}

function isSource(value: Json): boolean {
  if (!hasOnly(value, ['doc', 'url', 'sha256', 'batch'])) return false;
  const { sha256, ...texts } = value;
  return (
    Object.values(texts).every(isText) &&
    (sha256 === undefined || (typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256)))
  );
}

function hasOnly(value: Json, names: readonly string[]): value is JsonObject {
  return isObject(value) && Object.keys(value).every((name) => names.includes(name));
}
