import { Area } from '../ledger/catalogue/area.js';
import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Day, Id, Ids, Narrative, Part, Parts, Ref, Text, Texts, Whole } from '../ledger/catalogue/fields.js';
import { PersonInText, PrintedNumber } from '../ledger/catalogue/parts.js';
import { settingsOf } from '../ledger/lookups/in-force.js';
import {
  childrenRules,
  countRules,
  deliveryEndRules,
  deliveryRules,
  issueRules,
  levelsRules,
  nodeRetirementRules,
  nodeRules,
  periodRules,
  placeRules,
  successionRules,
  titleRules,
} from './plan.decider.js';
import { gatherCommitments, gatherParent, gatherSuccession, gatherTargets } from './plan.gather.js';

export const DELIVERY_FUNCTIONS = [
  'delivers',
  'oversees',
  'monitors',
  'commissions',
  'funds',
  'provides',
  'leads',
  'context',
] as const;

/** One level of a plan's tree, in the plan's own words. */
export class Level {
  @Text({ max: 40, note: 'Short name used in entries, such as theme.' }) key!: string;
  @Text({ max: 60, note: 'What one is called: Theme.' }) one!: string;
  @Text({ max: 60, note: 'What several are called: Themes.' }) many!: string;
  @Text({ max: 200, note: 'Heading in the paper: "You asked us".' }) printedAs!: string;
}

export class PlanRegisteredData {
  @Ref('body') ownerBodyId!: string;
  @Parts(() => Level, {
    most: 4,
    missing: 'Name at least one level above the commitments',
    note: 'From the top down; the last is always the commitment.',
  })
  levels!: Level[];
  @Texts({ max: 64, note: 'Identifiers that the plan or its papers use.' }) externalIds!: string[];
}

export class PlanDescribedData {
  @Text({ max: 200, missing: "Enter the plan's title", search: 'A' }) title!: string;
  @Text({ optional: true, max: 200, search: 'B' }) subtitle?: string;
  @Narrative({ optional: true, search: 'C' }) ambition?: string;
}

export class PlanPeriodStatedData {
  @Day({ optional: true }) from?: string;
  @Day({ optional: true, note: 'First day after the plan.' }) to?: string;
  @Choice(['printed', 'inferred']) basis!: 'printed' | 'inferred';
}

export class PlanIssuedData {
  @Choice(['draft', 'final'], { note: 'Which text the ledger holds.' }) textStatus!: 'draft' | 'final';
}

export class PlanSucceededData {
  @Ref('plan') successorPlanId!: string;
}

export class NodeAddedData {
  @Id({ note: 'UUID or external id of the new priority or theme.' }) nodeId!: string;
  @Text({ max: 40, missing: 'Choose a level of this plan' }) level!: string;
  @Part(() => PrintedNumber, { optional: true }) printedNumber?: PrintedNumber;
}

export class NodeTitle {
  @Text({ max: 200, search: 'A' }) title!: string;
  @Narrative({ optional: true, search: 'C' }) definition?: string;
  @Text({ optional: true, max: 200 }) printedUnder?: string;
  @Part(() => PrintedNumber, { optional: true, note: 'The number in this paper, where it prints one.' })
  printedNumber?: PrintedNumber;
  @Choice(['first', 'editorial', 'substantive'], {
    missing: 'Say whether the change is editorial or substantive, or first where there was no title before',
  })
  class!: 'first' | 'editorial' | 'substantive';
  @Narrative({ optional: true }) reason?: string;
}

export class NodeTitledData extends NodeTitle {
  @Id() nodeId!: string;
}

export class NodeRetiredData {
  @Id({ note: 'A priority or theme.' }) nodeId!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class NodePlacedData {
  @Id() nodeId!: string;
  @Id({ note: 'The plan for a priority, a node one level up for a theme.' }) parentId!: string;
  @Narrative({ optional: true, note: 'Needed when it moves.' }) reason?: string;
}

export class ChildrenOrderedData {
  @Id({ note: 'The plan, a priority or a theme.' }) parentId!: string;
  @Ids({ note: 'Every child once, in the new order.' }) order!: string[];
}

export class CountStatedData {
  @Id({ note: 'The plan, or the priority or theme, that the count is of.' }) scopeId!: string;
  @Text({ max: 60, note: 'What was counted, such as commitments.' }) of!: string;
  @Whole({ min: 0, missing: 'Enter a whole number', invalid: 'Enter a whole number' }) value!: number;
  @Narrative({ optional: true }) note?: string;
}

export class DeliveryLinkedData {
  @Id({ note: 'UUID or external id of the new link.' }) deliveryId!: string;
  @Ids({ least: 1, note: 'Themes and commitments of this plan.' }) targets!: string[];
  @Ref('body', { optional: true }) bodyId?: string;
  @Narrative({ optional: true, search: 'C', note: 'Where the paper names no body that can be identified.' })
  words?: string;
  @Choice(DELIVERY_FUNCTIONS) function!: (typeof DELIVERY_FUNCTIONS)[number];
  @Narrative({
    optional: true,
    search: 'C',
    note: 'As named in the delivery column; needed where a body is chosen. People stand in it as tokens: {person:1}.',
  })
  printed?: string;
  @Parts(() => PersonInText, { optional: true, most: 50 }) people?: PersonInText[];
  @Day({ optional: true }) from?: string;
  @Day({ optional: true, note: 'First day after it.' }) to?: string;
  @Parts(() => Area, { optional: true }) areas?: Area[];
}

export class DeliveryLinkEndedData {
  @Id() deliveryId!: string;
  @Day({ optional: true, note: 'First day after it, where it is known.' }) to?: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export const PlanRegistered = eventType({
  name: 'PlanRegistered',
  category: 'plan',
  data: PlanRegisteredData,
  key: () => 'identity',
  rules: levelsRules,
});

export const PlanDescribed = eventType({
  name: 'PlanDescribed',
  category: 'plan',
  data: PlanDescribedData,
  key: () => 'description',
});

export const PlanPeriodStated = eventType({
  name: 'PlanPeriodStated',
  category: 'plan',
  data: PlanPeriodStatedData,
  key: () => 'period',
  rules: periodRules,
});

export const PlanIssued = eventType({
  name: 'PlanIssued',
  category: 'plan',
  data: PlanIssuedData,
  key: () => 'issue',
  rules: issueRules,
});

export const PlanSucceeded = eventType({
  name: 'PlanSucceeded',
  category: 'plan',
  data: PlanSucceededData,
  key: () => 'succession',
  gather: gatherSuccession,
  rules: successionRules,
});

export const PriorityAdded = eventType({
  name: 'PriorityAdded',
  category: 'plan',
  data: NodeAddedData,
  key: ({ nodeId }) => `node/${nodeId}`,
  rules: nodeRules('top'),
});

export const ThemeAdded = eventType({
  name: 'ThemeAdded',
  category: 'plan',
  data: NodeAddedData,
  key: ({ nodeId }) => `node/${nodeId}`,
  rules: nodeRules('middle'),
});

export const NodeTitled = eventType({
  name: 'NodeTitled',
  category: 'plan',
  data: NodeTitledData,
  key: ({ nodeId }) => `node/${nodeId}/title`,
  rules: titleRules,
});

export const NodePlaced = eventType({
  name: 'NodePlaced',
  category: 'plan',
  data: NodePlacedData,
  key: ({ nodeId }) => `node/${nodeId}/place`,
  gather: gatherParent,
  rules: placeRules,
});

export const NodeRetired = eventType({
  name: 'NodeRetired',
  category: 'plan',
  data: NodeRetiredData,
  key: ({ nodeId }) => `node/${nodeId}/end`,
  gather: (_, about) => gatherCommitments(about),
  rules: nodeRetirementRules,
});

export const ChildrenOrdered = eventType({
  name: 'ChildrenOrdered',
  category: 'plan',
  data: ChildrenOrderedData,
  key: ({ parentId }) => `order/${parentId}`,
  gather: (_, about) => gatherCommitments(about),
  rules: childrenRules,
});

export const CountStated = eventType({
  name: 'CountStated',
  category: 'plan',
  data: CountStatedData,
  key: ({ scopeId }) => `count/${scopeId}`,
  rules: countRules,
});

export const DeliveryLinked = eventType({
  name: 'DeliveryLinked',
  category: 'plan',
  data: DeliveryLinkedData,
  key: ({ deliveryId }) => `delivery/${deliveryId}`,
  gather: async (data, about) => ({
    parts: await gatherTargets(data, about),
    settings: await settingsOf(about.lookups, about.ledger),
  }),
  rules: deliveryRules,
});

export const DeliveryLinkEnded = eventType({
  name: 'DeliveryLinkEnded',
  category: 'plan',
  data: DeliveryLinkEndedData,
  key: ({ deliveryId }) => `delivery/${deliveryId}/end`,
  rules: deliveryEndRules,
});
