import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry } from '../../statement.js';
import { wordsOf } from '../commitment/wordings.js';
import { type Facts, partOf, present, readable } from '../facts.js';
import type { Names } from '../names.js';
import { countedMoves, type DateStep, dateSteps } from '../overdue/date-moves.js';
import { displayDue } from '../overdue/due-state.js';
import { provenanceOfEntry } from '../provenance.js';
import { before, type Slot, slotsOf } from '../slots.js';
import { attachedTo, milestones } from './milestone.assembler.js';
import type {
  AttachmentAnswer,
  MilestoneDate,
  MilestoneDetail,
  MilestoneStateAnswer,
} from './milestone-detail.answers.js';

/** One milestone, or `undefined` where the view does not hold it. Overdue is said of the day `on`. */
export function milestoneDetail(
  id: string,
  facts: Facts,
  names: Names,
  history: readonly HistoryEntry[],
  on: Day,
): MilestoneDetail | undefined {
  const milestone = milestones(facts, names, on).find((one) => one.id === id);
  if (!milestone) return undefined;
  const steps = dateSteps(history, 'due', on);
  const areas = facts.object('milestone', id)?.get('promise')?.data.areas as { name: string }[] | undefined;
  const replaced = facts.all('milestone').find((one) => one.get('state')?.data.by === id);
  return present<MilestoneDetail>({
    ...milestone,
    attachedTo: attachedTo(facts, id, milestone.attachedTo),
    ...countedMoves(steps),
    dueDisplay: displayDue(milestone.due),
    dates: steps.map(dateAnswer),
    states: slotsAt('state', history, on).map((slot) => stateAnswer(slot, names)),
    attachments: attachments(history, names, on).map((one) => present({ ...one, text: wordsOf(one.target.id, facts) })),
    replaces: replaced && names.of(replaced.id),
    areas: areas?.map(({ name }) => name),
  });
}

function dateAnswer({ slot, due, change }: DateStep): MilestoneDate {
  const { reason, notGiven } = readable(slot.text.data) as { reason?: string | null; notGiven?: boolean };
  return present<MilestoneDate>({
    ...{ due, display: displayDue(due), change, reason, notGiven },
    from: provenanceOfEntry(slot.text, slot.original.reportedOn),
  });
}

function stateAnswer({ original, text }: Slot, names: Names): MilestoneStateAnswer {
  const { state, on, reason, evidence, noEvidence, by } = readable(text.data) as unknown as MilestoneStateAnswer;
  return present<MilestoneStateAnswer>({
    ...{ state, on, reason, evidence, noEvidence },
    by: names.of(by),
    from: provenanceOfEntry(text, original.reportedOn),
  });
}

/** What it belonged to at any time, each with the end of it where there was one. */
function attachments(history: readonly HistoryEntry[], names: Names, on: Day): AttachmentAnswer[] {
  const facets = [...new Set(history.map(({ facet }) => facet))].filter((facet) => facet.startsWith('attached/'));
  return facets.flatMap((facet) => {
    const last = slotsAt(facet, history, on);
    const isAttached = ({ original }: Slot) => original.kind === 'MilestoneAttached';
    const said = last.findLast(isAttached);
    if (!said) return [];
    const ended = last.at(-1)!;
    return [
      present<AttachmentAnswer>({
        kind: partOf(facet, 1),
        target: names.of(partOf(facet, 2))!,
        from: provenanceOfEntry(said.text, said.original.reportedOn),
        endedFrom: isAttached(ended) ? undefined : provenanceOfEntry(ended.text, ended.original.reportedOn),
      }),
    ];
  });
}

/** What stands of a key, in the order in which it was reported; what the body took back is left out. */
function slotsAt(facet: string, history: readonly HistoryEntry[], on: Day): Slot[] {
  const slots = slotsOf(history, on).filter(({ original }) => original.facet === facet);
  const undone = new Set(slots.flatMap(({ original }) => (isChange(original) ? [original.target] : [])));
  return slots
    .filter(({ original, text }) => !original.withdrawn && !undone.has(original.id) && !undone.has(text.id))
    .sort((a, b) => (before(a, b) ? -1 : 1));
}

function isChange({ type }: HistoryEntry): boolean {
  return type === 'Revised' || type === 'Restated' || type === 'Withdrawn';
}
