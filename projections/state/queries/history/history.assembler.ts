import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry } from '../../statement.js';
import { worded } from '../commitment/wordings.js';
import { erasedAnswers } from '../erased.js';
import { grouped, payloadOf, present } from '../facts.js';
import { citationsOf, entryLabel } from '../provenance.js';
import { rootOf, type Slot, before as saidBefore, slotsOf } from '../slots.js';
import { inWords, type Vocabulary } from '../view-change/said-in-words.js';
import type { HistoryAnswer } from './history.answers.js';

const KINDS: Record<string, string> = {
  Revised: 'changedByTheBody',
  Restated: 'changedByTheBody',
  Withdrawn: 'changedByTheBody',
  EntryCorrected: 'ledgerCorrection',
  EntryVoided: 'ledgerVoid',
};

/**
 * Everything said about some objects by a day, in the order of the ledger. Nothing is left out because something else
 * took its place: what was voided or corrected stays, and says so. A void stands with the entry it acts on.
 *
 * @param words with those of the commitments that are pointed at
 */
export function historyOf(histories: readonly HistoryEntry[][], words: Vocabulary, on: Day): HistoryAnswer[] {
  const entries = histories.flat();
  const told = new Told(entries, words, on);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const corrections = grouped(entries, (entry) => (entry.type === 'EntryCorrected' ? [rootOf(entry, byId).id] : []));
  return entries
    .filter((entry) => saidBy(entry, byId, on))
    .sort((a, b) => a.sequence - b.sequence)
    .map((entry) => answer(entry, told, corrections.get(entry.id)?.map(({ id }) => id) ?? []));
}

function saidBy(entry: HistoryEntry, byId: ReadonlyMap<string, HistoryEntry>, on: Day): boolean {
  const day = entry.reportedOn ?? byId.get(entry.target ?? '')?.reportedOn;
  return day === undefined || day <= on;
}

/** What entries say in words, and what had been said before them. */
class Told {
  private readonly byId: ReadonlyMap<string, HistoryEntry>;
  /** By key, those reported first at the front. */
  private readonly slots: ReadonlyMap<string, Slot[]>;

  constructor(
    entries: readonly HistoryEntry[],
    readonly words: Vocabulary,
    on: Day,
  ) {
    this.byId = new Map(entries.map((entry) => [entry.id, entry]));
    const inOrder = slotsOf(entries, on).sort((a, b) => (saidBefore(a, b) ? -1 : 1));
    this.slots = grouped(inOrder, ({ original }) => [keyOf(original)]);
  }

  by(entry: HistoryEntry | undefined): string | null {
    return entry?.type === 'EntryVoided' ? null : inWords(entry, this.words);
  }

  /** By what an entry acts on, else by what stood under its key when it was reported. */
  before(entry: HistoryEntry): string | null {
    if (entry.target !== undefined) return this.by(this.byId.get(entry.target));
    const original = entry as Slot['original'];
    const earlier = this.slots.get(keyOf(entry))?.filter((slot) => saidBefore(slot, { original, text: entry }));
    return this.by(earlier?.at(-1)?.text);
  }
}

/** Of an act on an earlier entry, the role in which that was done. */
function roleOf({ data, change }: HistoryEntry): string | undefined {
  const { actingAs } = change ?? data;
  return typeof actingAs === 'string' ? actingAs : undefined;
}

function keyOf({ stream, facet }: HistoryEntry): string {
  return `${stream}/${facet}`;
}

function answer(entry: HistoryEntry, told: Told, correctedBy: string[]): HistoryAnswer {
  const { names, facts } = told.words;
  return present<HistoryAnswer>({
    id: entry.id,
    index: entry.sequence,
    type: entry.type,
    category: entry.category,
    object: names.of(entry.objectId)!,
    facet: entry.facet,
    reportedOn: entry.reportedOn,
    recordedAt: entry.recordedAt,
    entry: entry.entry,
    entryLabel: entryLabel(entry.entry),
    actingAs: roleOf(entry),
    kind: KINDS[entry.type] ?? 'statement',
    target: entry.target,
    voidedBy: entry.voidedBy,
    correctedBy,
    statement: payloadOf(entry.data),
    is: told.by(entry),
    was: told.before(entry),
    pointsAt: names.among(payloadOf(entry.data)).map((one) => worded(one, facts)),
    change: entry.change && payloadOf(entry.change),
    effective: entry.effective,
    source: entry.source,
    citations: citationsOf(entry),
    erased: erasedAnswers(entry),
  });
}
