import type { Named } from '../../../projections/state/queries/references.js';
import { type Choice, choicesOf } from '../parts/choices.js';
import { type Numbered, numbered } from '../parts/pagination.js';

/** A line of a register: it belongs to a meeting of some bodies. */
interface OfMeeting {
  meeting: Named;
  bodies: Named[];
}

/** A register of what meetings were asked, resolved or set in motion. */
export interface RegisterPage<T extends OfMeeting> {
  list: Numbered<T>;
  /** How the register is narrowed, as the address says it. */
  asked: Record<string, string | undefined>;
  isNarrowed: boolean;
  /** Lines of the whole register. */
  whole: number;
  /** Bodies that met. */
  bodies: Choice[];
  /** The meeting that the register is narrowed to. */
  meeting: Named | null;
}

/** @param found those of all that fit what was asked */
export function registerPage<T extends OfMeeting>(
  all: readonly T[],
  found: readonly T[],
  { page, ...asked }: { page?: number; meeting?: string } & Record<string, string | number | undefined>,
): RegisterPage<T> {
  return {
    list: numbered(found, page),
    asked: asked as Record<string, string | undefined>,
    isNarrowed: Object.values(asked).some((value) => value !== undefined),
    whole: all.length,
    bodies: choicesOf(all.flatMap(({ bodies }) => bodies)),
    meeting: all.find(({ meeting }) => meeting.id === asked.meeting)?.meeting ?? null,
  };
}
