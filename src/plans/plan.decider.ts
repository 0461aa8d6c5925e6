import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { peopleRules } from '../ledger/catalogue/parts.js';
import { printedDay } from '../ledger/dates.js';
import type { StreamHistory, StreamView } from '../ledger/history.js';
import { splitStream } from '../ledger/ids.js';
import { areaRules } from '../ledger/lookups/in-force.js';
import { officerStatus } from '../ledger/lookups/officer-status.js';
import type { PlanPart } from '../ledger/lookups/plan-parts.js';
import { sameJson } from '../ledger/same-json.js';
import type {
  ChildrenOrderedData,
  CountStatedData,
  DeliveryLinkEndedData,
  DeliveryLinkedData,
  Level,
  NodeAddedData,
  NodePlacedData,
  NodeRetiredData,
  NodeTitledData,
  PlanPeriodStatedData,
  PlanRegisteredData,
  PlanSucceededData,
} from './plan.events.js';
import type { PlanCommitments, Succession } from './plan.gather.js';

export function levelsRules({ levels }: PlanRegisteredData): Finding[] {
  const keys = new Set(levels.map(({ key }) => key));
  return [
    levels.length < 2 && refusal('levels', 'Name at least one level above the commitments'),
    keys.size < levels.length && refusal('levels', 'Give every level a key of its own'),
  ];
}

export function periodRules({ from, to }: PlanPeriodStatedData): Finding[] {
  return [!!from && !!to && to <= from && refusal('to', 'The plan must end after it starts')];
}

export function issueRules(_: object, { own }: Situation): Finding[] {
  const [top] = levelsOf(own);
  const priorities = own.list('node/*').filter(({ data }) => data.level === top?.key);
  const issued = own.get('issue')?.slot.metadata.reportedOn;
  return [
    priorities.length === 0 && refusal('planId', 'Add a priority before you issue the plan'),
    !!issued && refusal('planId', `This plan was issued on ${printedDay(issued)}. Record a variation instead`),
  ];
}

export function successionRules(
  { successorPlanId }: PlanSucceededData,
  { own, objectId, gathered }: Situation<Succession>,
): Finding[] {
  const before = own.get('succession')?.data.successorPlanId as string | undefined;
  return [
    (successorPlanId === objectId || gathered.following.includes(objectId)) &&
      refusal('successorPlanId', 'A plan cannot succeed itself'),
    !!before && refusal('successorPlanId', `This plan was already followed by ${gathered.titles.get(before)}`),
  ];
}

/** A priority stands on the top level, a theme between it and the commitments. */
export function nodeRules(where: 'top' | 'middle') {
  return ({ nodeId, level }: NodeAddedData, { own }: Situation): Finding[] => {
    const place = levelsOf(own).findIndex(({ key }) => key === level);
    const fits = where === 'top' ? place === 0 : place > 0 && place < levelsOf(own).length - 1;
    return [
      !fits && refusal('level', 'Choose a level of this plan'),
      !!own.get(`node/${nodeId}`) && refusal('nodeId', 'This plan has it already', 'already-exists'),
    ];
  };
}

export function titleRules(data: NodeTitledData, { own, drafts }: Situation): Finding[] {
  const node = nodeOf(data.nodeId, own, drafts);
  if (!node) return [unknownNode('nodeId')];
  const level = levelsOf(own).find(({ key }) => key === node.level);
  if (!level) return [];
  const before = own.get(`node/${data.nodeId}/title`)?.data as NodeTitledData | undefined;
  const used = own
    .list('node/*/title')
    .some(
      ({ data: other }) =>
        other.nodeId !== data.nodeId &&
        other.title === data.title &&
        own.get(`node/${other.nodeId}`)?.data.level === level.key,
    );
  const same =
    before?.title === data.title &&
    before.definition === data.definition &&
    sameJson(before.printedNumber ?? null, data.printedNumber ?? null);
  return [
    used && refusal('title', `Another ${level.one.toLowerCase()} has this title`),
    same && refusal('title', 'The title has not changed'),
    !!before &&
      !same &&
      data.class === 'first' &&
      refusal('class', 'Say whether the change is editorial or substantive'),
  ];
}

export function placeRules(
  { nodeId, parentId, reason }: NodePlacedData,
  { own, objectId, drafts, gathered: parent }: Situation<PlanPart | undefined>,
): Finding[] {
  const node = nodeOf(nodeId, own, drafts);
  if (!node) return [unknownNode('nodeId')];
  const levels = levelsOf(own);
  const depth = levels.findIndex(({ key }) => key === node.level);
  if (depth < 0) return [];
  const one = withArticle(levels[depth]!.one);
  if (parentId === nodeId) return [refusal('parentId', `${one} cannot move under itself`)];
  if (parent && parent.plan !== objectId) return [refusal('parentId', 'Use lineage to link across plans')];
  const above = levels[depth - 1];
  const fits = above ? parent?.level === above.key : parent?.is === 'plan';
  const before = own.get(`node/${nodeId}/place`)?.data.parentId;
  const retired = own.get(`node/${parentId}/end`)?.slot.metadata.reportedOn;
  return [
    !!retired && refusal('parentId', `This was retired on ${printedDay(retired)}`),
    !fits &&
      refusal('parentId', `${one} must sit under ${above ? withArticle(above.one).toLowerCase() : 'the plan itself'}`),
    before !== undefined && before !== parentId && !reason && refusal('reason', 'Give the reason why it moved'),
  ];
}

/** What is still promised under a part of the plan keeps it in use. */
export function nodeRetirementRules(
  { nodeId }: NodeRetiredData,
  { own, reportedOn, gathered: { commitments, settings } }: Situation<PlanCommitments>,
): Finding[] {
  if (!own.get(`node/${nodeId}`)) return [unknownNode('nodeId')];
  const retired = own.get(`node/${nodeId}/end`)?.slot.metadata.reportedOn;
  const here = nodesUnder(nodeId, own);
  const open = commitments
    .map((one) => one.at(reportedOn))
    .filter((view) => here.has(String(view.get('place')?.data.homeId)))
    .filter((view) => officerStatus(view, settings, reportedOn)?.group !== 'closed').length;
  return [
    !!retired && refusal('nodeId', `This was retired on ${printedDay(retired)}`),
    open > 0 && refusal('nodeId', `Move or close the ${counted(open)} here first`),
  ];
}

export function childrenRules(
  { parentId, order }: ChildrenOrderedData,
  { own, objectId, reportedOn, gathered }: Situation<PlanCommitments>,
): Finding[] {
  if (parentId !== objectId && !own.get(`node/${parentId}`)) return [unknownNode('parentId')];
  const nodes = own
    .list('node/*/place')
    .filter(({ data }) => data.parentId === parentId && !own.get(`node/${data.nodeId}/end`));
  const commitments = gathered.commitments.filter((one) => homeOf(one, reportedOn) === parentId);
  const children = [
    ...nodes.map(({ data }) => data.nodeId),
    ...commitments.map(({ stream }) => splitStream(stream).id),
  ];
  const listed = new Set(order);
  const complete =
    order.length === children.length &&
    listed.size === order.length &&
    children.every((id) => listed.has(id as string));
  return [!complete && refusal('order', `The new order must list all ${children.length} items once`)];
}

export function countRules({ scopeId }: CountStatedData, { own, objectId }: Situation): Finding[] {
  return [scopeId !== objectId && !own.get(`node/${scopeId}`) && unknownNode('scopeId')];
}

export function deliveryRules(
  { deliveryId, targets, bodyId, words, printed, people, from, to, areas }: DeliveryLinkedData,
  { own, objectId, reportedOn, gathered }: Situation<{ parts: (PlanPart | undefined)[]; settings: StreamHistory }>,
): Finding[] {
  return [
    !bodyId && !words?.trim() && refusal('bodyId', 'Choose a body or enter the words printed'),
    !!bodyId && !printed?.trim() && refusal('printed', 'Enter the words by which the paper names this body'),
    !!from && !!to && to <= from && refusal('to', 'The end date must be after the start date'),
    !!own.get(`delivery/${deliveryId}`) && refusal('deliveryId', 'This plan has it already', 'already-exists'),
    ...targets.map((_, index): Finding => {
      const part = gathered.parts[index];
      if (!part || part.is === 'plan')
        return refusal(`targets[${index}]`, 'Choose a theme or commitment of this plan', 'unknown-object');
      return part.plan !== objectId && refusal(`targets[${index}]`, 'All targets must be in one plan');
    }),
    ...peopleRules([words ?? '', printed ?? ''], people),
    ...areaRules(areas ?? [], 'areas', gathered.settings, reportedOn),
  ];
}

export function deliveryEndRules({ deliveryId }: DeliveryLinkEndedData, { own }: Situation): Finding[] {
  const ended = own.get(`delivery/${deliveryId}/end`);
  const on = (ended?.data.to as string | undefined) ?? ended?.slot.metadata.reportedOn;
  return [
    !own.get(`delivery/${deliveryId}`) &&
      refusal('deliveryId', 'This plan has no such delivery link', 'unknown-object'),
    !!on && refusal('deliveryId', `This link ended on ${printedDay(on)}`),
  ];
}

function levelsOf(own: StreamView): Level[] {
  return (own.get('identity')?.data.levels ?? []) as unknown as Level[];
}

/** A node that is in the plan or is being added by the same command. */
function nodeOf(nodeId: string, own: StreamView, drafts: Situation['drafts']): NodeAddedData | undefined {
  const added = drafts
    .filter(({ type }) => type.name === 'PriorityAdded' || type.name === 'ThemeAdded')
    .map(({ data }) => data as NodeAddedData)
    .find((node) => node.nodeId === nodeId);
  return added ?? (own.get(`node/${nodeId}`)?.data as NodeAddedData | undefined);
}

/** The ids of a part of the plan and of every part under it. */
function nodesUnder(nodeId: string, own: StreamView): Set<string> {
  const found = new Set([nodeId]);
  const places = own.list('node/*/place');
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { data } of places) if (found.has(String(data.parentId))) found.add(String(data.nodeId));
  }
  return found;
}

/** Whether something is a part of the plan's top level. */
export function isPriority(nodeId: string, own: StreamView): boolean {
  const [top] = levelsOf(own);
  return top !== undefined && own.get(`node/${nodeId}`)?.data.level === top.key;
}

function homeOf(commitment: StreamHistory, day: string | undefined): unknown {
  return commitment.at(day).get('place')?.data.homeId;
}

/** A number of commitments in words: `1 commitment`, `3 commitments`. */
export function counted(commitments: number): string {
  return `${commitments} ${commitments === 1 ? 'commitment' : 'commitments'}`;
}

export function unknownNode(field: string): Finding {
  return refusal(field, 'This plan has no such part', 'unknown-object');
}

function withArticle(noun: string): string {
  const lower = noun.toLowerCase();
  return `${/^[aeiou]/.test(lower) ? 'An' : 'A'} ${lower}`;
}
