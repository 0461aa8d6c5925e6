import type { Day } from '../../src/ledger/dates.js';

/** A text that answers for its key from one reported day up to the next. */
interface Span {
  /** Sequence of the answering entry. */
  src: number;
  /** Sequence of the original statement. */
  slot: number;
  from: Day;
  /** First day of the next answer; `null` for the last one. */
  to: Day | null;
}

/** A span, and the sequence from which it has been the answer. */
export interface OpenRectangle extends Span {
  keyId: number;
  since: number;
}

/** A span that is not the answer any more. */
export interface ClosedRectangle extends Span {
  keyId: number;
  /** `undefined` when it was open before this timeline was restored. */
  since: number | undefined;
  /** Sequence of the event that ended it. */
  until: number;
}

/** What is known of a statement or correction that came earlier. */
export interface Restored {
  sequence: number;
  slot: number;
  edition: number;
  reportedOn: Day;
  voided: boolean;
}

interface Slot {
  slot: number;
  edition: number;
  voided: boolean;
  corrections: { sequence: number; voided: boolean }[] | null;
}

interface ReportedDay {
  day: Day;
  slots: Slot[];
  /** Sequence of the event that opened the rectangle which begins on this day, if this timeline has seen it. */
  since: number | undefined;
}

/**
 * What one key's answers are over reported days, and how each event changes them.
 *
 * Each day's answer is the slot with the greatest (edition, sequence) that is not voided, in the words of its last
 * correction that is not voided; it holds up to the next day that has an answer. An event changes the answer of its own
 * day alone, so it touches that day's span and the one before it: at most two are closed and two opened.
 *
 * A timeline may be restored from a part of the days if the part begins and ends with days that have an answer, or
 * beyond which there is none.
 */
export class Timeline {
  private readonly days: ReportedDay[] = [];

  constructor(
    readonly keyId: number,
    private readonly onClosed: (rectangle: ClosedRectangle) => void,
  ) {}

  /** Takes in what came before, in ledger order, without telling of rectangles. */
  restore({ sequence, slot, edition, reportedOn, voided }: Restored): void {
    const day = this.dayAt(this.indexOf(reportedOn));
    if (sequence === slot) day.slots.push({ slot, edition, voided, corrections: null });
    else slotOf(day, slot).corrections = [...(slotOf(day, slot).corrections ?? []), { sequence, voided }];
  }

  /** A statement: a report, a change by the body, or a withdrawal. */
  state(at: number, day: Day, edition: number): void {
    this.change(at, day, ({ slots }) => slots.push({ slot: at, edition, voided: false, corrections: null }));
  }

  /** A correction by the ledger's operators of the slot that was reported on `day`. */
  correct(at: number, day: Day, slot: number): void {
    this.change(at, day, (reported) => {
      const corrected = slotOf(reported, slot);
      corrected.corrections = [...(corrected.corrections ?? []), { sequence: at, voided: false }];
    });
  }

  /** A void of a statement (`target` is the slot) or of one correction in the slot. */
  void(at: number, day: Day, slot: number, target: number): void {
    this.change(at, day, (reported) => {
      const voided = slotOf(reported, slot);
      const text = target === slot ? voided : voided.corrections?.find(({ sequence }) => sequence === target);
      if (!text) throw new Error(`Entry ${target} is no correction of entry ${slot}`);
      text.voided = true;
    });
  }

  /** Rectangles that this timeline has seen opened and not closed. */
  *open(): Generator<OpenRectangle> {
    for (const [index, { since }] of this.days.entries())
      if (since !== undefined) yield { keyId: this.keyId, since, ...this.span(index)! };
  }

  private change(at: number, day: Day, edit: (day: ReportedDay) => void): void {
    const index = this.indexOf(day);
    const here = this.dayAt(index);
    const before = this.span(index);
    const previous = this.standing(index, -1);
    const previousBefore = previous === null ? null : this.span(previous);
    edit(here);
    const after = this.span(index);
    if (before?.src === after?.src) return;
    if (before) this.close(index, before, at);
    if (previousBefore && !(before && after)) {
      this.close(previous!, previousBefore, at);
      this.days[previous!]!.since = at;
    }
    if (after) here.since = at;
  }

  private close(index: number, span: Span, until: number): void {
    const day = this.days[index]!;
    this.onClosed({ keyId: this.keyId, since: day.since, until, ...span });
    day.since = undefined;
  }

  /** The answer that begins on a day, or `null` where the day has none. */
  private span(index: number): Span | null {
    const { day, slots } = this.days[index]!;
    const answer = answerOf(slots);
    if (!answer) return null;
    const next = this.standing(index, 1);
    return { ...answer, from: day, to: next === null ? null : this.days[next]!.day };
  }

  /** The nearest day with an answer, before (-1) or after (1) another. */
  private standing(index: number, step: 1 | -1): number | null {
    for (let at = index + step; at >= 0 && at < this.days.length; at += step)
      if (this.days[at]!.slots.some(({ voided }) => !voided)) return at;
    return null;
  }

  /** Where a day stands; it is put in if it is not there. */
  private indexOf(day: Day): number {
    let low = 0;
    let high = this.days.length;
    // Most statements are about the newest day or a later one.
    if (high > 0 && this.days[high - 1]!.day < day) low = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.days[middle]!.day < day) low = middle + 1;
      else high = middle;
    }
    if (this.days[low]?.day !== day) this.days.splice(low, 0, { day, slots: [], since: undefined });
    return low;
  }

  private dayAt(index: number): ReportedDay {
    return this.days[index]!;
  }
}

function slotOf({ day, slots }: ReportedDay, slot: number): Slot {
  const found = slots.find((one) => one.slot === slot);
  if (!found) throw new Error(`No statement ${slot} was reported on ${day}`);
  return found;
}

function answerOf(slots: readonly Slot[]): { src: number; slot: number } | null {
  let best: Slot | null = null;
  for (const slot of slots) {
    if (slot.voided) continue;
    if (!best || slot.edition > best.edition || (slot.edition === best.edition && slot.slot > best.slot)) best = slot;
  }
  if (!best) return null;
  const text = best.corrections?.findLast(({ voided }) => !voided);
  return { src: text?.sequence ?? best.slot, slot: best.slot };
}
