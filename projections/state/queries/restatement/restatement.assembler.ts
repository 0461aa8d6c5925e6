import type { JsonObject } from '../../../../src/integrity/canonical-json.js';
import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry, Statement } from '../../statement.js';
import { compare, payloadOf, present } from '../facts.js';
import { provenanceOfEntry } from '../provenance.js';
import { BY_THE_BODY, rootOf, type Slot, slotsOf } from '../slots.js';
import { figureNamed, inWords, type Vocabulary } from '../view-change/said-in-words.js';
import { effectOn } from './effect.js';
import { type Publication, ShowingReports } from './publications.js';
import type { FigureChange, RestatementAnswer } from './restatement.answers.js';

/** What restatements are told with besides the histories of their objects. */
export interface AroundRestatements {
  words: Vocabulary;
  on: Day;
  publications: readonly Publication[];
  /** By stream, the statements of metrics in the view. */
  metrics: ReadonlyMap<string, readonly Statement[]>;
}

/**
 * What the accountable body has changed of its own statements, the newest first. The ledger's corrections of its own
 * slips are no restatements and never stand here; where one acts on a restatement, its text is shown.
 */
export function restatements(histories: readonly HistoryEntry[][], around: AroundRestatements): RestatementAnswer[] {
  return histories
    .flatMap((history) => ofOneObject(history, around))
    .sort((a, b) => compare(b.from.reportedOn, a.from.reportedOn) || b.from.index - a.from.index);
}

function ofOneObject(history: readonly HistoryEntry[], around: AroundRestatements): RestatementAnswer[] {
  const byId = new Map(history.map((entry) => [entry.id, entry]));
  const slots = new Map(slotsOf(history, around.on).map((slot) => [slot.original.id, slot]));
  const reports = new ShowingReports(history, around.publications);
  return [...slots.values()].flatMap((slot) => {
    if (!BY_THE_BODY.has(slot.original.type)) return [];
    const target = byId.get(slot.original.target ?? '');
    const changed = target && slots.get(rootOf(target, byId).id);
    return changed ? [restatement(slot, changed, reports, around)] : [];
  });
}

function restatement(
  slot: Slot,
  changed: Slot,
  reports: ShowingReports,
  around: AroundRestatements,
): RestatementAnswer {
  const { original, text } = slot;
  const { words, metrics, on } = around;
  const { names } = words;
  const isBack = original.type === 'Withdrawn';
  const before = payloadOf(changed.text.data);
  const after = isBack ? null : payloadOf(text.data);
  const metric = original.facet.startsWith('value/') ? metrics.get(`metric-${original.objectId}`) : undefined;
  return present<RestatementAnswer>({
    id: original.id,
    kind: original.type,
    figureChange: original.facet.startsWith('value/') ? figureChange(original.type, original.change ?? {}) : undefined,
    category: original.category,
    object: names.of(original.objectId)!,
    facet: original.facet,
    figure: figureNamed(changed.text),
    change: payloadOf(original.change ?? {}),
    before,
    beforeInWords: inWords(changed.text, words),
    beforeReportedOn: changed.original.reportedOn,
    beforeFrom: provenanceOfEntry(changed.text, changed.original.reportedOn),
    after,
    afterInWords: isBack ? null : inWords(text, words),
    approvedBy: original.change?.approvedBy as string | undefined,
    effect: metric && effectOn(metric, changed, isBack ? undefined : slot, on),
    quotedIn: reports.showing(original.facet, (shown) => shown.original.id === changed.original.id),
    pointsAt: names.among([before, after]),
    from: provenanceOfEntry(text, original.reportedOn),
  });
}

function figureChange(type: string, { scheduled, reason }: JsonObject): FigureChange {
  if (type === 'Withdrawn') return 'withdrawal';
  if (type === 'Revised') return scheduled ? 'scheduledRevision' : 'unscheduledRevision';
  return reason === 'error' || reason === 'erratum' ? 'unscheduledCorrection' : 'definitionOrMethod';
}
