import { type Finding, keyPart, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import type {
  AreaListPublishedData,
  ReportTemplatePublishedData,
  StatusSchemePublishedData,
} from './settings.events.js';

/** The mapping that says what values of the version before become. */
export const PREVIOUS_VERSION = 'previousVersion';

/**
 * Any value of the version before may be in use, so each that is gone needs a successor; asking every commitment
 * whether it is in use just now would let an older status lose its meaning.
 */
export function schemeRules(scheme: StatusSchemePublishedData, { own }: Situation): Finding[] {
  const before = own.get(`scheme/${keyPart(scheme.scheme)}`)?.data as unknown as StatusSchemePublishedData | undefined;
  const kept = new Set(scheme.values.map(({ id }) => id));
  const mapped = new Map(
    scheme.mappings
      .filter(({ name }) => name === PREVIOUS_VERSION)
      .flatMap(({ values }) => values.map(({ value, becomes }) => [value, becomes])),
  );
  const lost = (before?.values ?? []).filter(({ id }) => !kept.has(id) && !kept.has(mapped.get(id) ?? ''));
  return [
    repeated(scheme.values.map(({ label }) => label)) !== undefined && refusal('values', 'Labels must differ'),
    repeated(scheme.values.map(({ id }) => id)) !== undefined && refusal('values', 'Ids of values must differ'),
    ...lost.map(({ label }) => refusal('mappings', `Say what ${label} becomes`)),
  ];
}

export function templateRules({ columns }: ReportTemplatePublishedData): Finding[] {
  const hasUpdates = columns.some(({ content }) => content === 'updates');
  return [!hasUpdates && refusal('columns', 'A template needs a column for the update')];
}

export function areaRules({ areas }: AreaListPublishedData): Finding[] {
  const twice = repeated(areas.flatMap(({ code }) => code ?? []));
  return [
    twice !== undefined && refusal('areas', `${twice} is listed twice`),
    ...areas.map(
      ({ from, to }, index) =>
        !!from && !!to && to <= from && refusal(`areas[${index}].to`, 'The end date must be after the start date'),
    ),
  ];
}

/** The first item that was there before. */
function repeated(items: readonly string[]): string | undefined {
  return items.find((item, index) => items.indexOf(item) < index);
}
