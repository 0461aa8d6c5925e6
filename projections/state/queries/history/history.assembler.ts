import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry } from '../../statement.js';
import { erasedAnswers } from '../erased.js';
import { grouped, payloadOf, present } from '../facts.js';
import type { Names } from '../names.js';
import { citationsOf, entryLabel } from '../provenance.js';
import { rootOf } from '../slots.js';
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
 */
export function historyOf(histories: readonly HistoryEntry[][], names: Names, on: Day): HistoryAnswer[] {
  const entries = histories.flat();
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const corrections = grouped(entries, (entry) => (entry.type === 'EntryCorrected' ? [rootOf(entry, byId).id] : []));
  return entries
    .filter((entry) => saidBy(entry, byId, on))
    .sort((a, b) => a.sequence - b.sequence)
    .map((entry) => answer(entry, names, corrections.get(entry.id)?.map(({ id }) => id) ?? []));
}

function saidBy(entry: HistoryEntry, byId: ReadonlyMap<string, HistoryEntry>, on: Day): boolean {
  const day = entry.reportedOn ?? byId.get(entry.target ?? '')?.reportedOn;
  return day === undefined || day <= on;
}

function answer(entry: HistoryEntry, names: Names, correctedBy: string[]): HistoryAnswer {
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
    kind: KINDS[entry.type] ?? 'statement',
    target: entry.target,
    voidedBy: entry.voidedBy,
    correctedBy,
    statement: payloadOf(entry.data),
    pointsAt: names.among(payloadOf(entry.data)),
    change: entry.change && payloadOf(entry.change),
    effective: entry.effective,
    source: entry.source,
    citations: citationsOf(entry),
    erased: erasedAnswers(entry),
  });
}
