import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry } from '../../statement.js';
import { compare, payloadOf } from '../facts.js';
import { provenanceOfEntry } from '../provenance.js';
import type { Names } from '../references.js';
import { BY_THE_BODY, rootOf, type Slot, slotsOf } from '../slots.js';
import type { RestatementAnswer } from './restatement.answers.js';

/**
 * What the accountable body has changed of its own statements, the newest first. The ledger's corrections of its own
 * slips are no restatements and never stand here; where one acts on a restatement, its text is shown.
 */
export function restatements(histories: readonly HistoryEntry[][], names: Names, on: Day): RestatementAnswer[] {
  return histories
    .flatMap((history) => ofOneObject(history, names, on))
    .sort((a, b) => compare(b.from.reportedOn, a.from.reportedOn) || b.from.index - a.from.index);
}

function ofOneObject(history: readonly HistoryEntry[], names: Names, on: Day): RestatementAnswer[] {
  const byId = new Map(history.map((entry) => [entry.id, entry]));
  const slots = new Map(slotsOf(history, on).map((slot) => [slot.original.id, slot]));
  return [...slots.values()].flatMap((slot) => {
    if (!BY_THE_BODY.has(slot.original.type)) return [];
    const target = byId.get(slot.original.target ?? '');
    const changed = target && slots.get(rootOf(target, byId).id);
    return changed ? [restatement(slot, changed, names)] : [];
  });
}

function restatement({ original, text }: Slot, changed: Slot, names: Names): RestatementAnswer {
  const before = payloadOf(changed.text.data);
  const after = original.type === 'Withdrawn' ? null : payloadOf(text.data);
  return {
    id: original.id,
    kind: original.type,
    category: original.category,
    object: names.of(original.objectId)!,
    facet: original.facet,
    change: payloadOf(original.change ?? {}),
    before,
    beforeReportedOn: changed.original.reportedOn,
    beforeFrom: provenanceOfEntry(changed.text, changed.original.reportedOn),
    after,
    pointsAt: names.among([before, after]),
    from: provenanceOfEntry(text, original.reportedOn),
  };
}
