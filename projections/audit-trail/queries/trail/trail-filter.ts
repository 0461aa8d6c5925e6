import { addDays, type Day } from '../../../../src/ledger/dates.js';
import type { EntryKind } from '../../../../src/ledger/event.js';
import { streamOf } from '../../../../src/ledger/ids.js';
import type { TrailFilter } from '../../audit-trail.reader.js';

/** Kinds of entry that act on others, by who acts. */
export const TRAIL_KINDS = {
  body: ['Revised', 'Restated', 'Withdrawn'],
  ledger: ['EntryCorrected', 'EntryVoided'],
  erased: ['PersonalDataErased'],
} as const;
export type TrailKind = keyof typeof TRAIL_KINDS;

/** What the ledger's objects are; in this order they are offered. */
export const TRAIL_CATEGORIES = [
  ...['plan', 'commitment', 'update', 'milestone', 'metric', 'meeting', 'programme'],
  ...['extrec', 'report', 'body', 'source', 'settings', 'ledger'],
] as const;

/** The trail as it is asked for. */
export interface TrailAsked {
  /** External id or UUID, as in the address. */
  plan?: string;
  object?: string;
  category?: string;
  kind?: TrailKind;
  entry?: EntryKind;
  role?: string;
  /** Reported on these days, the last one included. */
  from?: Day;
  to?: Day;
  /** Recorded on these days, the last one included. */
  recordedFrom?: Day;
  recordedTo?: Day;
}

/**
 * @param found UUIDs of the plan and the object asked for
 * @param timeZone IANA time zone of the days of recording
 */
export function trailFilter(
  asked: TrailAsked,
  found: { plan?: string; object?: string },
  timeZone: string,
): TrailFilter {
  const { category, kind, entry, role, from, to, recordedFrom, recordedTo } = asked;
  const { plan, object } = found;
  const isRecorded = recordedFrom !== undefined || recordedTo !== undefined;
  const filter = {
    ...{ plan, category, entry, actingAs: role, reportedFrom: from, reportedTo: to && addDays(to, 1) },
    types: kind && TRAIL_KINDS[kind],
    streams: object && TRAIL_CATEGORIES.map((one) => streamOf(one, object)),
    recorded: isRecorded ? { timeZone, from: recordedFrom, to: recordedTo && addDays(recordedTo, 1) } : undefined,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
