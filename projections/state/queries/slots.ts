import type { Day } from '../../../src/ledger/dates.js';
import type { HistoryEntry, Statement } from '../statement.js';

/** Kinds of statement by which the accountable body changes what it had said itself. */
export const BY_THE_BODY: ReadonlySet<string> = new Set(['Revised', 'Restated', 'Withdrawn']);

/** A statement of an object's history with the correction of it that stands, if any. */
export interface Slot {
  original: HistoryEntry & { reportedOn: Day };
  /** The entry whose text stands: the original or its last correction that is not voided. */
  text: HistoryEntry;
}

/** The standing statements of a history that were reported by a day, in ledger order. Voided ones are left out. */
export function slotsOf(history: readonly HistoryEntry[], by: Day): Slot[] {
  const byId = new Map(history.map((entry) => [entry.id, entry]));
  const slots = new Map<string, Slot>();
  for (const entry of history) {
    if (entry.voidedBy !== undefined || entry.type === 'EntryVoided' || entry.type === 'PersonalDataErased') continue;
    if (entry.type === 'EntryCorrected') {
      const slot = slots.get(rootOf(entry, byId).id);
      if (slot) slot.text = entry;
    } else if (entry.reportedOn !== undefined && entry.reportedOn <= by) {
      slots.set(entry.id, { original: entry as Slot['original'], text: entry });
    }
  }
  return [...slots.values()];
}

/** The original behind a chain of corrections. */
export function rootOf(entry: HistoryEntry, byId: ReadonlyMap<string, HistoryEntry>): HistoryEntry {
  let here = entry;
  while (here.type === 'EntryCorrected') {
    const target = byId.get(here.target ?? '');
    if (!target) break;
    here = target;
  }
  return here;
}

/** Whether one statement was reported before another: by day, then edition, then order in the ledger. */
export function before(a: Slot, b: Slot): boolean {
  if (a.original.reportedOn !== b.original.reportedOn) return a.original.reportedOn < b.original.reportedOn;
  if (a.original.edition !== b.original.edition) return a.original.edition < b.original.edition;
  return a.original.sequence < b.original.sequence;
}

/** A statement of a history as a view has it. */
export function statementOf({ original, text: { sequence, ...text } }: Slot): Statement {
  const { type: originalType, reportedOn, sequence: slot } = original;
  return { ...text, src: sequence, slot, originalType, reportedOn };
}

/** Those statements, the earliest reported first, that the body has neither changed nor taken back since. */
export function notChangedSince(slots: readonly Slot[]): Slot[] {
  const changed = new Set(
    slots.filter(({ original }) => BY_THE_BODY.has(original.type)).map(({ original }) => original.target),
  );
  return slots
    .filter(({ original, text }) => !original.withdrawn && !changed.has(original.id) && !changed.has(text.id))
    .sort((a, b) => (before(a, b) ? -1 : 1));
}

/** What had last been said of this kind under a key by a day, where something else answers for the key since. */
export function lastOfKind(
  history: readonly HistoryEntry[],
  { facet, kind, by }: { facet: string; kind: string; by: Day },
): Slot | undefined {
  const slots = slotsOf(history, by).filter(({ original }) => original.facet === facet && original.kind === kind);
  return slots.sort((a, b) => (before(a, b) ? -1 : 1)).at(-1);
}
