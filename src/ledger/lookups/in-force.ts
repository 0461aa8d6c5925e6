import type { Area } from '../catalogue/area.js';
import type { LedgerIdentity, Lookups } from '../catalogue/catalogue.js';
import { type Finding, keyPart, refusal } from '../catalogue/catalogue.js';
import type { StatusValue } from '../catalogue/status-value.js';
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

/** What rules look at of a status scheme. */
export interface SchemeInForce {
  version: number;
  values: readonly StatusValue[];
}

/** The version of a status scheme that is in force on a day. */
export function schemeInForce(
  settings: StreamHistory,
  scheme: string,
  day: Day | undefined,
): SchemeInForce | undefined {
  return inForce(settings, `scheme/${keyPart(scheme)}`, day)?.data as SchemeInForce | undefined;
}

/** Ids of the status schemes of a ledger, in order of the alphabet. */
export function schemesOf(settings: StreamHistory): string[] {
  return settings
    .at()
    .list('scheme/*')
    .map(({ data }) => String(data.scheme))
    .sort();
}

/** Areas that are named by a code are in the area list in force, if the ledger has published one. */
export function areaRules(
  areas: readonly Area[],
  field: string,
  settings: StreamHistory,
  day: Day | undefined,
): Finding[] {
  const list = inForce(settings, 'areas', day);
  if (!list) return [];
  const codes = new Set((list.data.areas as { code?: string }[]).map(({ code }) => code));
  const unknown = areas.flatMap(({ code }) => (code !== undefined && !codes.has(code) ? [code] : []));
  return unknown.map((code) => refusal(field, `${code} is not in the list of areas. Choose one that is`));
}
