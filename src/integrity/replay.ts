import { toHex, utf8 } from './bytes.js';
import { canonicalJson, type Json, type JsonObject } from './canonical-json.js';
import { keyBelow } from './key-rules.js';
import type { Primitives } from './primitives.js';

/** What answers for one key in a view. */
export interface Answer {
  /** Stream, `/`, and the key below the object. */
  key: string;
  /** Place of the answering entry, counted from 0. */
  src: number;
  /** What that entry states, with commitments as they were sealed; `null` where it was taken back. */
  value: Json;
}

/** The log is not one that this ledger could have written: what an entry acts on is not there. */
export class ReplayError extends Error {
  constructor(
    readonly index: number,
    why: string,
  ) {
    super(`Entry ${index} ${why}`);
    this.name = 'ReplayError';
  }
}

/** All that was ever stated about one key. */
interface Subject {
  key: string;
  /** In the order of their entries. */
  slots: Slot[];
}

/** A statement with its corrections. */
interface Slot {
  subject: Subject;
  reportedOn: string;
  edition: number;
  /** The statement's own first, then those of its corrections in their order. */
  texts: Text[];
  takenBack: boolean;
}

interface Text {
  slot: Slot;
  index: number;
  value: Json;
  /** Place of the entry that voids this one. */
  voidedAt: number | undefined;
}

/** They carry a statement in place of their own data. */
const CARRY = new Set(['Revised', 'Restated', 'EntryCorrected']);
/** They are statements about what their target is about. */
const SAY_ANEW = new Set(['Revised', 'Restated', 'Withdrawn']);

/**
 * Works out views from nothing but sealed entries. Of each key, the statement answers that has the greatest reported day
 * up to the view's, then the greatest edition, then the greatest place, and is not voided; in the words of its last
 * correction that is not voided.
 */
export class Replay {
  private readonly subjects = new Map<string, Subject>();
  /** By the ids of their entries. */
  private readonly texts = new Map<string, Text>();
  private taken = 0;

  /** @param below what an ordinary entry is about, below its object; `null` for an administrative one */
  constructor(
    primitives: Pick<Primitives, 'sha256'>,
    private readonly below: (entry: JsonObject) => string | null = (entry) => keyBelow(entry, primitives),
  ) {}

  /** Entries taken in. */
  get size(): number {
    return this.taken;
  }

  /**
   * Takes in the next entry.
   *
   * @throws ReplayError, UnknownKindError
   */
  take(entry: JsonObject): void {
    const index = this.taken++;
    const type = String(entry.type);
    if (type === 'PersonalDataErased') return;
    if (type === 'EntryVoided') {
      const text = this.texts.get(String(entry.target));
      if (text) text.voidedAt ??= index;
    } else if (type === 'EntryCorrected') {
      const slot = this.actedOn(entry, index);
      slot.texts.push(this.text(entry, index, slot));
    } else if (SAY_ANEW.has(type)) {
      this.state(entry, index, this.actedOn(entry, index).subject);
    } else {
      const below = this.below(entry);
      if (below !== null) this.state(entry, index, this.subject(`${entry.stream}/${below}`));
    }
  }

  /**
   * The answers of a view, by their keys in the order of code units.
   *
   * @param size entries from this place on do not count; all that were taken in unless told
   */
  view(asReportedOn: string, size = this.taken): Answer[] {
    const answers: Answer[] = [];
    for (const { key, slots } of this.subjects.values()) {
      const best = bestOf(slots, asReportedOn, size);
      if (!best) continue;
      const { index: src, value } = best.texts.findLast((text) => isIn(text, size))!;
      answers.push({ key, src, value: best.takenBack ? null : value });
    }
    return answers.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  private actedOn({ type, target, stream }: JsonObject, index: number): Slot {
    const slot = this.texts.get(String(target))?.slot;
    if (!slot?.subject.key.startsWith(`${stream}/`))
      throw new ReplayError(index, `(${type}) acts on ${target}, which states nothing in ${stream}`);
    return slot;
  }

  private subject(key: string): Subject {
    const known = this.subjects.get(key);
    if (known) return known;
    const subject: Subject = { key, slots: [] };
    this.subjects.set(key, subject);
    return subject;
  }

  private state(entry: JsonObject, index: number, subject: Subject): void {
    const { reportedOn, edition = 1 } = entry;
    if (typeof reportedOn !== 'string') throw new ReplayError(index, `(${entry.type}) has no reported date`);
    const takenBack = entry.type === 'Withdrawn';
    const slot: Slot = { subject, reportedOn, edition: Number(edition), texts: [], takenBack };
    slot.texts = [this.text(entry, index, slot)];
    subject.slots.push(slot);
  }

  private text(entry: JsonObject, index: number, slot: Slot): Text {
    const data = entry.data as JsonObject;
    const value = (CARRY.has(String(entry.type)) ? data.statement : data) ?? null;
    const text: Text = { slot, index, value, voidedAt: undefined };
    this.texts.set(String(entry.id), text);
    return text;
  }
}

/** SHA-256 of a state in hexadecimal digits: of the canonical JSON of the list of its answers, each `[key, src, value]`. */
export function stateHash(answers: Iterable<Answer>, { sha256 }: Pick<Primitives, 'sha256'>): string {
  return toHex(sha256(utf8([...stateText(answers)].join(''))));
}

/** The text that is hashed, answer by answer. Each value is written by itself: a list in a list would nest too deep. */
export function* stateText(answers: Iterable<Answer>): Generator<string> {
  let before = '[';
  for (const { key, src, value } of answers) {
    yield `${before}[${canonicalJson(key)},${src},${canonicalJson(value)}]`;
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

/** The statement that answers in a view; `undefined` where nothing had been said by then that stands. */
function bestOf(slots: readonly Slot[], asReportedOn: string, size: number): Slot | undefined {
  let best: Slot | undefined;
  for (const slot of slots) {
    const original = slot.texts[0]!;
    if (original.index >= size) break;
    if (slot.reportedOn <= asReportedOn && isIn(original, size) && !(best && comesAfter(best, slot))) best = slot;
  }
  return best;
}

/** Whether a text counts at a size: it is there, and not voided. */
function isIn({ index, voidedAt }: Text, size: number): boolean {
  return index < size && (voidedAt === undefined || voidedAt >= size);
}

/** Of two that are the same in both, the one in the later entry answers. */
function comesAfter(a: Slot, b: Slot): boolean {
  return a.reportedOn === b.reportedOn ? a.edition > b.edition : a.reportedOn > b.reportedOn;
}
