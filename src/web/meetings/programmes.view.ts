import type {
  ProgrammeAnswer,
  ProgrammeItemAnswer,
} from '../../../projections/state/queries/programme/programme.answers.js';

/** What is planned for, or was brought to, one meeting. */
export interface Sitting {
  /** Absent for what no meeting is set for. */
  meeting?: ProgrammeItemAnswer['meeting'];
  date?: string;
  items: ProgrammeItemAnswer[];
}

export interface ProgrammePart {
  programme: ProgrammeAnswer;
  /** By the dates of the meetings; what has none stands at the end. */
  sittings: Sitting[];
}

export interface ProgrammesPage {
  programmes: ProgrammePart[];
}

export function programmesPage(programmes: readonly ProgrammeAnswer[]): ProgrammesPage {
  return { programmes: programmes.map((programme) => ({ programme, sittings: sittingsOf(programme.items) })) };
}

function sittingsOf(items: readonly ProgrammeItemAnswer[]): Sitting[] {
  const sittings = new Map<string, Sitting & { day: string }>();
  for (const item of items) {
    const key = item.meeting?.id ?? '';
    const known = sittings.get(key) ?? {
      ...{ meeting: item.meeting, date: item.date?.display, items: [] },
      day: item.date?.date ?? (item.meeting ? '9998' : '9999'),
    };
    known.items.push(item);
    sittings.set(key, known);
  }
  return [...sittings.values()]
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .map(({ meeting, date, items: brought }) => ({ meeting, date, items: brought }));
}
