import type { LedgerIdentity, Lookups } from '../catalogue/catalogue.js';
import { type Finding, refusal } from '../catalogue/catalogue.js';
import type { Day } from '../dates.js';
import type { Statement, StreamHistory } from '../history.js';
import { streamOf } from '../ids.js';

/** The ledger's settings: its status schemes, templates and areas. */
export function settingsOf(lookups: Lookups, ledger: LedgerIdentity): Promise<StreamHistory> {
  return lookups.history(streamOf('settings', ledger.id));
}

/** The setting in force on a day. The first version answers for every earlier day: papers are older than the ledger. */
export function inForce(settings: StreamHistory, facet: string, day: Day | undefined): Statement | undefined {
  const known = settings.at(day).get(facet);
  if (known) return known;
  const days = settings.events.flatMap(({ id, metadata: { reportedOn } }) =>
    reportedOn && settings.facetOf(id) === facet && !settings.voidOf(id) ? [reportedOn] : [],
  );
  return days.length === 0 ? undefined : settings.at(days.sort()[0]).get(facet);
}

/** An area's code in the style of the Office for National Statistics: a letter and eight digits. */
const CODE = /^[A-Z]\d{8}$/;

/**
 * Areas are named by code or, where they have none, by name. A code must be in the area list in force, if the ledger
 * has published one.
 */
export function areaRules(
  areas: readonly string[] | undefined,
  field: string,
  settings: StreamHistory,
  day: Day | undefined,
): Finding[] {
  const list = inForce(settings, 'areas', day);
  if (!list) return [];
  const codes = new Set((list.data.areas as { code?: string }[]).map(({ code }) => code));
  const unknown = (areas ?? []).filter((area) => CODE.test(area) && !codes.has(area));
  return unknown.map((area) => refusal(field, `${area} is not in the list of areas. Choose one that is`));
}
