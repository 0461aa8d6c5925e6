import { type DateChange, type Due, dateChange } from '../../../../src/ledger/catalogue/due.js';
import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry } from '../../statement.js';
import { BY_THE_BODY, before, type Slot, slotsOf } from '../slots.js';

/** One date that something had, and what it did to the date before. */
export interface DateStep {
  slot: Slot;
  due: Due;
  /** Absent on the first date, and where the same days were said again. */
  change?: DateChange;
}

/**
 * The dates that stood for a key one after another, in the order in which they were reported by a day. What the body
 * restated takes the place of what it had said before, and what it took back was no date: neither counts as a move.
 */
export function dateSteps(history: readonly HistoryEntry[], facet: string, by: Day): DateStep[] {
  const slots = slotsOf(
    history.filter((entry) => entry.facet === facet),
    by,
  ).sort((a, b) => (before(a, b) ? -1 : 1));
  const standing: Slot[] = [];
  for (const slot of slots) {
    if (!BY_THE_BODY.has(slot.original.type)) {
      standing.push(slot);
      continue;
    }
    const changed = standing.findIndex(({ original, text }) =>
      [original.id, text.id].includes(slot.original.target ?? ''),
    );
    if (changed >= 0) standing.splice(changed, 1, ...(slot.original.withdrawn ? [] : [slot]));
    else if (!slot.original.withdrawn) standing.push(slot);
  }
  return standing.map((slot, index) => {
    const due = dueOf(slot);
    const last = index > 0 ? dueOf(standing[index - 1]!) : undefined;
    const isOther = last && (last.from !== due.from || last.to !== due.to);
    return { slot, due, ...(isOther ? { change: dateChange(last, due) } : {}) };
  });
}

/** How often a date was put off and brought forward, and what it was at first where that was another one. */
export function countedMoves(steps: readonly DateStep[]): { moved: number; advanced: number; firstDue?: Due } {
  const count = (change: DateChange) => steps.filter((step) => step.change === change).length;
  const [first, last] = [steps[0]?.due, steps.at(-1)?.due];
  const isOther = first && last && (first.from !== last.from || first.to !== last.to);
  return { moved: count('move'), advanced: count('advance'), ...(isOther ? { firstDue: first } : {}) };
}

function dueOf({ text }: Slot): Due {
  return text.data.due as unknown as Due;
}
