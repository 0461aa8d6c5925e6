import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry } from '../../statement.js';
import { compare, type Facts, present } from '../facts.js';
import type { Names } from '../names.js';
import { type Provenance, provenanceOf } from '../provenance.js';
import { idsIn } from '../references.js';
import { slotsOf } from '../slots.js';
import { countedMoves, dateSteps } from './date-moves.js';
import { DUE_LABELS, displayDue, lastDayOf, timingOf } from './due-state.js';
import { type Obligation, obligations } from './obligations.js';
import { DUE_STATES, type DueCounts, type DueLine, type MeetingSince } from './overdue.answers.js';

/** A line before its dates are counted. */
export type OpenLine = Omit<DueLine, 'moved' | 'advanced' | 'firstDue'> & {
  /** The key that its dates are said under, where they can be moved. */
  dates?: { stream: string; facet: string };
};

/** All that is to be done, as it stands on a day: what is due first at the front, what has no date at the end. */
export function openLines(facts: Facts, names: Names, on: Day, within: number): OpenLine[] {
  const held = meetingsHeld(facts, names, on);
  return obligations(facts, names)
    .map((obligation) => openLine(obligation, held, on, within))
    .sort(
      (a, b) =>
        Number(a.state === 'standing') - Number(b.state === 'standing') ||
        compare(a.due?.to ?? '~', b.due?.to ?? '~') ||
        a.from.index - b.from.index ||
        compare(a.id, b.id),
    );
}

export function countsOf(lines: readonly OpenLine[]): DueCounts {
  const counts = {
    ...Object.fromEntries(DUE_STATES.map((state) => [state, 0])),
    unreported: 0,
  } as unknown as DueCounts;
  for (const { state, unreported } of lines) {
    counts[state]++;
    if (unreported) counts.unreported++;
  }
  return counts;
}

/** A line with what the history of its object says. */
export function dueLine({ dates, ...line }: OpenLine, history: readonly HistoryEntry[], by: Day): DueLine {
  const moves = dates ? countedMoves(dateSteps(history, dates.facet, by)) : { moved: 0, advanced: 0 };
  if (!line.meetings) return { ...line, ...moves };
  const kept = keptOn(history, by);
  return { ...line, ...moves, meetings: line.meetings.map((one) => ({ ...one, kept: kept.get(one.date) ?? null })) };
}

function openLine(
  { standing, lastWord, stated, dated, ...obligation }: Obligation,
  held: readonly MeetingSince[],
  on: Day,
  within: number,
): OpenLine {
  const { due } = obligation;
  const timing = standing ? { state: 'standing' as const } : timingOf(due, on, within);
  return present<OpenLine>({
    ...obligation,
    ...timing,
    dueDisplay: standing ? 'At every meeting' : displayDue(due),
    label: DUE_LABELS[timing.state],
    unreported: timing.state === 'overdue' && lastWord <= lastDayOf(due)!,
    meetings: standing ? held.filter(({ date }) => date > stated.reportedOn) : undefined,
    from: provenanceOf(stated),
    dueFrom: dated && (provenanceOf(dated) as Provenance),
  });
}

/** Meetings that took place by a day, the latest first. Whether anything was kept there is not known yet. */
function meetingsHeld(facts: Facts, names: Names, by: Day): MeetingSince[] {
  return facts
    .all('meeting')
    .flatMap((meeting): MeetingSince[] => {
      const date = meeting.of('outcome', 'MeetingHeld')?.data.date as Day | undefined;
      if (date === undefined || date > by) return [];
      const bodies = idsIn(meeting.get('occasion')?.data.bodyIds).map((id) => names.of(id)!);
      return [{ id: meeting.id, date, bodies, kept: null }];
    })
    .sort((a, b) => compare(b.date, a.date) || compare(a.id, b.id));
}

/** Whether a promise was kept on single days, as far as somebody reported its outcome for them. */
function keptOn(history: readonly HistoryEntry[], by: Day): Map<Day, boolean> {
  const outcomes = slotsOf(history, by).flatMap(({ text: { facet, data } }) =>
    facet === 'state' && typeof data.on === 'string' ? [[data.on, data.state] as const] : [],
  );
  return new Map(outcomes.filter(([, state]) => state !== 'partlyMet').map(([day, state]) => [day, state === 'met']));
}
