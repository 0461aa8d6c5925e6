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

interface Text {
  id: string;
  index: number;
  value: Json;
}

/** A statement with its corrections. */
interface Slot {
  key: string;
  reportedOn: string;
  edition: number;
  /** The statement's own first, then those of its corrections in their order. */
  texts: Text[];
  takenBack: boolean;
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
  private readonly slots: Slot[] = [];
  private readonly slotOf = new Map<string, Slot>();
  /** Place of the void of an entry. */
  private readonly voidAt = new Map<string, number>();
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
      this.voidAt.set(String(entry.target), index);
    } else if (type === 'EntryCorrected') {
      const slot = this.actedOn(entry, index);
      slot.texts.push(textOf(entry, index));
      this.slotOf.set(String(entry.id), slot);
    } else if (SAY_ANEW.has(type)) {
      this.state(entry, index, this.actedOn(entry, index).key);
    } else {
      const below = this.below(entry);
      if (below !== null) this.state(entry, index, `${entry.stream}/${below}`);
    }
  }

  /**
   * The answers of a view, by their keys in the order of code units.
   *
   * @param size entries from this place on do not count; all that were taken in unless told
   */
  view(asReportedOn: string, size = this.taken): Answer[] {
    const isVoided = ({ id }: Text) => (this.voidAt.get(id) ?? size) < size;
    const best = new Map<string, Slot>();
    for (const slot of this.slots) {
      const original = slot.texts[0]!;
      if (original.index >= size) break; // slots stand in the order of their entries
      if (slot.reportedOn > asReportedOn || isVoided(original)) continue;
      const other = best.get(slot.key);
      if (!other || comesAfter(slot, other)) best.set(slot.key, slot);
    }
    return [...best.values()]
      .map(({ key, texts, takenBack }) => {
        const { index: src, value } = texts.findLast((text) => text.index < size && !isVoided(text))!;
        return { key, src, value: takenBack ? null : value };
      })
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  private actedOn({ type, target, stream }: JsonObject, index: number): Slot {
    const slot = this.slotOf.get(String(target));
    if (!slot?.key.startsWith(`${stream}/`))
      throw new ReplayError(index, `(${type}) acts on ${target}, which states nothing in ${stream}`);
    return slot;
  }

  private state(entry: JsonObject, index: number, key: string): void {
    const { reportedOn, edition = 1 } = entry;
    if (typeof reportedOn !== 'string') throw new ReplayError(index, `(${entry.type}) has no reported date`);
    const slot: Slot = {
      ...{ key, reportedOn, edition: Number(edition), texts: [textOf(entry, index)] },
      takenBack: entry.type === 'Withdrawn',
    };
    this.slots.push(slot);
    this.slotOf.set(String(entry.id), slot);
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

function textOf(entry: JsonObject, index: number): Text {
  const data = entry.data as JsonObject;
  return { id: String(entry.id), index, value: (CARRY.has(String(entry.type)) ? data.statement : data) ?? null };
}

function comesAfter(a: Slot, b: Slot): boolean {
  if (a.reportedOn !== b.reportedOn) return a.reportedOn > b.reportedOn;
  return a.edition !== b.edition ? a.edition > b.edition : a.texts[0]!.index > b.texts[0]!.index;
}
