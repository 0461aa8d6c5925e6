import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandFor, commandType } from '../ledger/catalogue/define.js';
import { Id, Part } from '../ledger/catalogue/fields.js';
import { conflicts } from './conflict.commands.js';
import { indicators } from './indicator.commands.js';
import { outcomes } from './outcome.commands.js';
import {
  ChildrenOrdered,
  CountStated,
  DeliveryLinkEnded,
  DeliveryLinked,
  NodeAddedData,
  NodePlaced,
  NodeRetired,
  NodeTitle,
  NodeTitled,
  PlanDescribed,
  PlanDescribedData,
  PlanIssued,
  PlanPeriodStated,
  PlanPeriodStatedData,
  PlanRegistered,
  PlanRegisteredData,
  PlanSucceeded,
  PriorityAdded,
  ThemeAdded,
} from './plan.events.js';
import { tags } from './tag.commands.js';
import { variations } from './variation.commands.js';

const NEEDS_TITLE = 'Enter its title';

/** A plan is registered with its levels, and with its title and period where one paper gives them all. */
class NewPlan extends PlanRegisteredData {
  @Id({ note: 'UUID or external id of the new plan.' }) planId!: string;
  @Part(() => PlanDescribedData, { optional: true }) described?: PlanDescribedData;
  @Part(() => PlanPeriodStatedData, { optional: true }) period?: PlanPeriodStatedData;
}

const RegisterPlan = commandType({
  name: 'RegisterPlan',
  summary: 'Register a plan and its levels, with its title and period where they are known',
  dto: commandDto('RegisterPlan', NewPlan),
  category: 'plan',
  roles: ['policy-officer'],
  makes: [PlanRegistered, PlanDescribed, PlanPeriodStated],
  creates: true,
  objectId: ({ planId }) => planId,
  events: ({ ownerBodyId, levels, externalIds, described, period }) => [
    { type: PlanRegistered, data: { ownerBodyId, levels, externalIds } },
    ...(described ? [{ type: PlanDescribed, data: described, at: 'described' }] : []),
    ...(period ? [{ type: PlanPeriodStated, data: period, at: 'period' }] : []),
  ],
});

/** A priority is added with its title; its place is the plan itself. */
class NewPriority extends NodeAddedData {
  @Id({ note: 'The plan, by UUID or external id.' }) planId!: string;
  @Part(() => NodeTitle, { missing: NEEDS_TITLE }) titled!: NodeTitle;
}

const AddPriority = commandType({
  name: 'AddPriority',
  summary: 'Add a priority, the top level of a plan, with its title',
  dto: commandDto('AddPriority', NewPriority),
  category: 'plan',
  roles: ['policy-officer'],
  makes: [PriorityAdded, NodeTitled, NodePlaced],
  objectId: ({ planId }) => planId,
  events: ({ planId, nodeId, level, printedNumber, titled }) => [
    { type: PriorityAdded, data: { nodeId, level, ...(printedNumber ? { printedNumber } : {}) } },
    { type: NodeTitled, data: { nodeId, ...titled }, at: 'titled' },
    { type: NodePlaced, data: { nodeId, parentId: planId } },
  ],
});

/** A theme is added with its title and the node that it sits under. */
class NewTheme extends NodeAddedData {
  @Id({ note: 'The plan, by UUID or external id.' }) planId!: string;
  @Part(() => NodeTitle, { missing: NEEDS_TITLE }) titled!: NodeTitle;
  @Id({ note: 'The node one level up that it sits under.' }) parentId!: string;
}

const AddTheme = commandType({
  name: 'AddTheme',
  summary: 'Add a theme, a level between priority and commitment, with its title and place',
  dto: commandDto('AddTheme', NewTheme),
  category: 'plan',
  roles: ['policy-officer'],
  makes: [ThemeAdded, NodeTitled, NodePlaced],
  objectId: ({ planId }) => planId,
  events: ({ nodeId, level, printedNumber, titled, parentId }) => [
    { type: ThemeAdded, data: { nodeId, level, ...(printedNumber ? { printedNumber } : {}) } },
    { type: NodeTitled, data: { nodeId, ...titled }, at: 'titled' },
    { type: NodePlaced, data: { nodeId, parentId } },
  ],
});

/** What is said of a plan besides its tree. */
const BESIDES: readonly Feature[] = [variations, outcomes, tags, indicators, conflicts];

export const plans: Feature = {
  events: [
    PlanRegistered,
    PlanDescribed,
    PlanPeriodStated,
    PlanIssued,
    PlanSucceeded,
    PriorityAdded,
    ThemeAdded,
    NodeTitled,
    NodePlaced,
    NodeRetired,
    ChildrenOrdered,
    CountStated,
    DeliveryLinked,
    DeliveryLinkEnded,
    ...BESIDES.flatMap(({ events }) => events),
  ],
  commands: [
    RegisterPlan,
    commandFor('DescribePlan', "State a plan's title and ambition", PlanDescribed, ['policy-officer']),
    commandFor('StatePlanPeriod', 'State the period that a plan covers', PlanPeriodStated, ['policy-officer']),
    commandFor('IssuePlan', 'Record that a plan was issued', PlanIssued, ['policy-officer']),
    commandFor('SucceedPlan', 'Record which plan follows this one', PlanSucceeded, ['policy-officer']),
    AddPriority,
    AddTheme,
    commandFor('TitleNode', 'Record a priority or theme under a new title', NodeTitled, ['policy-officer']),
    commandFor('PlaceNode', 'Move a priority or theme', NodePlaced, ['policy-officer']),
    commandFor('RetireNode', 'Record that a priority or theme is no longer part of the plan', NodeRetired, [
      'policy-officer',
    ]),
    commandFor('OrderChildren', 'Put the parts of a plan, priority or theme in order', ChildrenOrdered, [
      'policy-officer',
    ]),
    commandFor('StateCount', 'Record a number of commitments that a paper states', CountStated, ['policy-officer']),
    commandFor('LinkDelivery', 'Say through which body themes or commitments are delivered', DeliveryLinked, [
      'reporting-officer',
      'policy-officer',
    ]),
    commandFor('EndDeliveryLink', 'Say that a delivery link has ended', DeliveryLinkEnded, [
      'reporting-officer',
      'policy-officer',
    ]),
    ...BESIDES.flatMap(({ commands }) => commands),
  ],
};
