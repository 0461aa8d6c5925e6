import { isDay } from '../integrity/calendar.js';
import { type JsonObject, parseCanonical } from '../integrity/canonical-json.js';
import { UnknownKindError } from '../integrity/key-rules.js';
import type { Primitives } from '../integrity/primitives.js';
import { Replay, ReplayError, stateHash } from '../integrity/replay.js';
import type { Disclosures } from './disclosures.js';
import { checkEnvelope, EnvelopeError, EnvelopeSequence } from './envelope.js';
import { ErasedValues } from './erased-values.js';
import type { Findings } from './findings.js';

interface Parts {
  findings: Findings;
  primitives: Primitives;
  disclosures: Disclosures | undefined;
  /** Unix seconds: the earliest time at which a witness had seen all of the log. */
  seenAt: number | undefined;
}

/** The checks that look into entries, which must come in their order and without gaps. */
export class EntryChecks {
  private readonly sequence = new EnvelopeSequence();
  private readonly replay: Replay;
  private readonly erased = new ErasedValues();
  /** Why the entries cannot be replayed to their end. */
  private obstacle: string | undefined;
  private readable = true;
  private taken = 0;
  private states = 0;
  private latest = '';
  /** Times that were remarked upon. */
  private strayTimes = 0;

  constructor(private readonly parts: Parts) {
    this.replay = new Replay(parts.primitives);
  }

  /** Number of things that something was said about. */
  get streams(): number {
    return this.sequence.streams;
  }

  /** When the last entry says to have been recorded; empty before the first. */
  get recordedUpTo(): string {
    return this.latest;
  }

  take(bytes: Uint8Array): void {
    const index = this.taken++;
    const entry = this.parsed(bytes, index);
    if (!entry) {
      this.readable = false;
      return;
    }
    if (!this.readable) return;
    this.checkEnvelope(entry, index);
    this.checkClock(entry, index);
    for (const pointer of this.parts.disclosures?.wrongIn(entry, index) ?? [])
      this.parts.findings.fail('disclosures', `what is disclosed of entry ${index} does not open ${pointer || 'it'}`);
    if (entry.type === 'PersonalDataErased') this.erased.take(entry, index, this.sequence.placeOf(entry.target));
    this.checkState(entry, index);
  }

  /** What all entries together have shown. */
  end(): void {
    const { findings, disclosures } = this.parts;
    findings.pass('entries', `all ${this.taken} are written in the one canonical way`);
    findings.pass('envelope', `all ${this.taken} keep the rules, in ${this.streams} histories without gaps`);
    findings.pass('clock', this.comparedTimes());
    for (const index of disclosures?.beyond(this.taken) ?? [])
      findings.fail('disclosures', `something is disclosed of entry ${index}, which the log does not have`);
    if (disclosures) findings.pass('disclosures', `${disclosures.size} values open what was sealed in their place`);
    if (this.states > 0) findings.pass('state', `${this.states} states that the log commits to come out again`);
    else findings.skip('state', 'the log commits to no state');
    if (this.readable) this.erased.tell(findings, true);
    else this.hinder('an entry before it cannot be read');
  }

  /** Nothing can be said of the entries from the next one on. */
  hinder(why: string): void {
    const { findings, disclosures } = this.parts;
    for (const check of ['envelope', 'clock', 'state'] as const) findings.hinder(check, why);
    if (disclosures) findings.hinder('disclosures', why);
    this.erased.tell(findings, false);
  }

  /**
   * What answers for each key in a view, by the place of the answering entry; `undefined` where it cannot be told, and
   * then the checks know why.
   */
  answers(asReportedOn: string, atSize: number): Map<string, number> | undefined {
    if (this.obstacle !== undefined || !this.readable) return undefined;
    return new Map(this.replay.view(asReportedOn, atSize).map(({ key, src }) => [key, src]));
  }

  private parsed(bytes: Uint8Array, index: number): JsonObject | undefined {
    try {
      return parseCanonical(bytes);
    } catch (error) {
      this.parts.findings.fail('entries', `entry ${index} is not written in the one canonical way: ${why(error)}`);
      return undefined;
    }
  }

  /** By itself, and among those before it, whatever the entry is: one that breaks a rule still has its place. */
  private checkEnvelope(entry: JsonObject, index: number): void {
    this.checkRules(checkEnvelope, entry, index);
    this.checkRules(this.takeInOrder, entry, index);
  }

  private readonly takeInOrder = (entry: JsonObject) => this.sequence.take(entry);

  private checkRules(check: (entry: JsonObject) => void, entry: JsonObject, index: number): void {
    try {
      check(entry);
    } catch (error) {
      if (!(error instanceof EnvelopeError)) throw error;
      this.parts.findings.fail('envelope', `entry ${index} (${entry.type}) ${error.message}`);
    }
  }

  private comparedTimes(): string {
    const witness = this.parts.seenAt === undefined ? '' : ', and with the earliest time of a witness';
    const found = this.strayTimes === 0 ? 'nothing stands out' : `${this.strayTimes} to be noted`;
    return `compared the ${this.taken} recorded times, each with those above it${witness}: ${found}`;
  }

  private checkClock({ recordedAt }: JsonObject, index: number): void {
    const { findings, seenAt } = this.parts;
    const time = String(recordedAt);
    const isBack = time < this.latest;
    const isLate = seenAt !== undefined && Date.parse(time) > (seenAt + 1) * 1_000;
    if (isBack || isLate) this.strayTimes++;
    if (isBack)
      findings.notice('clock', `entry ${index} says to have been recorded at ${time}, before the one above it`);
    if (isLate)
      findings.notice('clock', `entry ${index} says ${time}, but a witness had seen it by ${secondsAsTime(seenAt)}`);
    if (time > this.latest) this.latest = time;
  }

  private checkState(entry: JsonObject, index: number): void {
    this.replayEntry(entry, index);
    if (entry.type !== 'StateCommitted') return;
    if (this.obstacle === undefined) this.checkCommittedState(entry.data as JsonObject, index);
    else this.parts.findings.hinder('state', this.obstacle);
  }

  private replayEntry(entry: JsonObject, index: number): void {
    if (this.obstacle !== undefined) return;
    try {
      this.replay.take(entry);
    } catch (error) {
      if (error instanceof ReplayError) this.parts.findings.fail('state', error.message);
      // What breaks the rules of envelopes can be anything; their check has said what it was.
      this.obstacle = error instanceof UnknownKindError ? error.message : `Entry ${index} cannot be replayed`;
    }
  }

  private checkCommittedState({ asReportedOn, size, stateSha256 }: JsonObject, index: number): void {
    this.states++;
    const { findings, primitives } = this.parts;
    if (!isDay(asReportedOn) || typeof size !== 'number' || size < 0 || size > index) {
      findings.fail('state', `entry ${index} commits to a state that is not of the entries before it`);
    } else if (stateHash(this.replay.view(asReportedOn, size), primitives) !== stateSha256) {
      const view = `as reported on ${asReportedOn} from the first ${size} entries`;
      findings.fail('state', `entry ${index} commits to another state than the entries give, ${view}`);
    }
  }
}

/** Unix seconds as people write a time in UTC. */
export function secondsAsTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z');
}

function why(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
