import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry } from '../../statement.js';
import { payloadOf, present, readable } from '../facts.js';
import { provenanceOfEntry } from '../provenance.js';
import { type Publication, ShowingReports } from '../restatement/publications.js';
import { rootOf } from '../slots.js';
import { figureNamed, inWords, type Vocabulary } from '../view-change/said-in-words.js';
import type { CorrectionAnswer } from './correction.answers.js';

/**
 * What the ledger's operators have put right of their own entries about what was reported by a day, the newest first.
 * What the accountable body changed of its statements is no correction and never stands here.
 */
export function corrections(
  histories: readonly HistoryEntry[][],
  { words, on, publications }: { words: Vocabulary; on: Day; publications: readonly Publication[] },
): CorrectionAnswer[] {
  return histories
    .flatMap((history) => ofOneObject(history, words, on, new ShowingReports(history, publications)))
    .sort((a, b) => b.from.index - a.from.index);
}

function ofOneObject(history: readonly HistoryEntry[], words: Vocabulary, on: Day, reports: ShowingReports) {
  const byId = new Map(history.map((entry) => [entry.id, entry]));
  return history.flatMap((entry) => {
    const target = byId.get(entry.target ?? '');
    const reportedOn = target && rootOf(target, byId).reportedOn;
    const isOne = entry.type === 'EntryCorrected' || entry.type === 'EntryVoided';
    return isOne && reportedOn !== undefined && reportedOn <= on ? [answer(entry, target!, reportedOn)] : [];
  });

  function answer(entry: HistoryEntry, target: HistoryEntry, reportedOn: Day): CorrectionAnswer {
    const isVoid = entry.type === 'EntryVoided';
    const was = payloadOf(target.data);
    const is = isVoid ? null : payloadOf(entry.data);
    const reason = isVoid ? entry.data.reason : entry.change?.correctionReason;
    return present<CorrectionAnswer>({
      id: entry.id,
      kind: isVoid ? 'void' : 'correction',
      category: target.category,
      object: words.names.of(target.objectId)!,
      facet: target.facet,
      figure: figureNamed(target),
      target: target.id,
      was,
      wasInWords: inWords(target, words),
      is,
      isInWords: isVoid ? null : inWords(entry, words),
      reason: (readable(reason) ?? null) as string | null,
      insteadOf: isVoid ? (entry.data.insteadOf as string | undefined) : undefined,
      takenBack: entry.voidedBy !== undefined,
      reportedOn,
      shownIn: reports.showing(
        target.facet,
        (shown) => shown.text.id === target.id || (isVoid && shown.original.id === target.id),
      ),
      pointsAt: words.names.among([was, is]),
      from: provenanceOfEntry(entry, reportedOn),
    });
  }
}
