import type { Day } from '../../../../src/ledger/dates.js';
import { commitmentSummary } from '../commitment/commitment.assembler.js';
import { deliveryLinks } from '../commitment/delivery.js';
import { Surroundings } from '../commitment/surroundings.js';
import { compare, type Facts, type ObjectFacts, partOf, present } from '../facts.js';
import { observationsOf } from '../metric/metric.assembler.js';
import { milestones } from '../milestone/milestone.assembler.js';
import { updates } from '../update/update.assembler.js';
import type { AreaAnswer, AreaObservation, AreaStatus, AreaSummary } from './area.answers.js';
import { isCalled, isSameArea, type ListedArea, type NamedArea, statementsOfAreas } from './areas.js';

/** The areas of the list in its order, then those that statements name besides, by name. */
export function areaList(facts: Facts, listed: readonly ListedArea[]): AreaSummary[] {
  const named = statementsOfAreas(facts).map(({ areas }) => areas);
  const known: (NamedArea & Partial<ListedArea>)[] = [...listed];
  for (const area of named.flat().sort((a, b) => compare(a.name, b.name)))
    if (!known.some((one) => isSameArea(one, area))) known.push({ name: area.name, ...present({ code: area.code }) });
  return known.map(({ code, name, level, parent }, index) =>
    present<AreaSummary>({
      ...{ id: code ?? name, code, name, level, parent },
      listed: index < listed.length,
      statements: named.filter((areas) => areas.some((area) => isSameArea(area, { code, name }))).length,
    }),
  );
}

/**
 * One area, or `undefined` where neither the list nor a statement of the view names it.
 *
 * @param reference its code or name
 */
export function areaAnswer(
  reference: string,
  facts: Facts,
  listed: readonly ListedArea[],
  on: Day,
): AreaAnswer | undefined {
  const all = areaList(facts, listed);
  const area = all.find((one) => isCalled(one, reference));
  if (!area) return undefined;
  const about = statementsOfAreas(facts).filter(({ areas }) => areas.some((one) => isSameArea(one, area)));
  const objects = new Set(about.map(({ statement }) => statement.stream));
  const delivery = new Set(about.map(({ statement }) => partOf(statement.facet, 1)));
  const around = new Surroundings(facts, on);
  const statuses = statusesOf(area, facts, around, objects);
  const observations = facts
    .all('metric')
    .flatMap((metric) => observationsIn(area, metric, around))
    .sort((a, b) => compare(a.metric.name ?? '', b.metric.name ?? ''));
  return {
    ...area,
    within: area.code === undefined ? [] : all.filter(({ parent }) => parent === area.code),
    statuses,
    updates: updates(facts, around.names).filter(({ id }) => objects.has(`update-${id}`)),
    milestones: milestones(facts, around.names, on).filter(({ id }) => objects.has(`milestone-${id}`)),
    observations,
    delivery: deliveryLinks(facts, around.names).filter(({ id }) => delivery.has(id)),
    notStated: [
      ...(statuses.length === 0 ? ['No status is stated for this area'] : []),
      ...(observations.length === 0 ? ['No figure is stated for this area'] : []),
    ],
  };
}

function statusesOf(area: NamedArea, facts: Facts, around: Surroundings, objects: ReadonlySet<string>): AreaStatus[] {
  return facts
    .all('commitment')
    .filter(({ stream }) => objects.has(stream))
    .flatMap((commitment) =>
      commitmentSummary(commitment, around)
        .statuses.filter(
          ({ area: name, areaCode: code }) => name !== undefined && isSameArea({ ...present({ code }), name }, area),
        )
        .map((status) =>
          present<AreaStatus>({
            ...status,
            commitment: around.names.of(commitment.id)!,
            plan: around.names.of(commitment.plan),
          }),
        ),
    );
}

/** The figures of an area. Those for several areas together are shown where there are no others. */
function observationsIn(area: NamedArea, metric: ObjectFacts, { names, on }: Surroundings): AreaObservation[] {
  const ofArea = observationsOf(metric, on).filter(
    ({ areas, withdrawn }) => !withdrawn && namedIn(areas).some((one) => isSameArea(one, area)),
  );
  const last = ofArea.find(({ areas }) => namedIn(areas).length === 1) ?? ofArea[0];
  return last ? [{ metric: names.of(metric.id)!, last, observationCount: ofArea.length }] : [];
}

function namedIn(areas: unknown): NamedArea[] {
  return (areas ?? []) as NamedArea[];
}
