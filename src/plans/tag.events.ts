import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Id, Narrative, Text, Whole } from '../ledger/catalogue/fields.js';
import { nodeTagRules, nodeUntagRules, schemeRules, tagRetirementRules, tagRules } from './tag.decider.js';

/** Whether a paper prints something, or its editors judge so. */
export const TAG_BASES = ['printed', 'judgement'] as const;

export class TagSchemeAddedData {
  @Id({ note: 'UUID or external id of the new scheme.' }) schemeId!: string;
  @Choice(['crossCutting', 'workStream', 'other'], { note: 'What its tags stand for.' })
  kind!: 'crossCutting' | 'workStream' | 'other';
  @Text({ max: 200 }) label!: string;
}

export class TagAddedData {
  @Id({ note: 'UUID or external id of the tag.' }) tagId!: string;
  @Id() schemeId!: string;
  @Text({ max: 300, search: 'B' }) label!: string;
  @Whole({ min: 0, max: 10_000, note: 'Its place in the scheme.' }) order!: number;
  @Id({ optional: true, note: 'The priority or theme that the paper lists it under.' }) nodeId?: string;
}

export class TagRetiredData {
  @Id() tagId!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class NodeTaggedData {
  @Id({ note: 'A priority or theme.' }) nodeId!: string;
  @Id() tagId!: string;
  @Choice(TAG_BASES) basis!: (typeof TAG_BASES)[number];
}

export class NodeUntaggedData {
  @Id() nodeId!: string;
  @Id() tagId!: string;
}

const tagged = ({ nodeId, tagId }: NodeUntaggedData) => `node/${nodeId}/tag/${tagId}`;

export const TagSchemeAdded = eventType({
  name: 'TagSchemeAdded',
  category: 'plan',
  data: TagSchemeAddedData,
  key: ({ schemeId }) => `tag-scheme/${schemeId}`,
  rules: schemeRules,
});

export const TagAdded = eventType({
  name: 'TagAdded',
  category: 'plan',
  data: TagAddedData,
  key: ({ tagId }) => `tag/${tagId}`,
  rules: tagRules,
});

export const TagRetired = eventType({
  name: 'TagRetired',
  category: 'plan',
  data: TagRetiredData,
  key: ({ tagId }) => `tag/${tagId}`,
  rules: tagRetirementRules,
});

export const NodeTagged = eventType({
  name: 'NodeTagged',
  category: 'plan',
  data: NodeTaggedData,
  key: tagged,
  rules: nodeTagRules,
});

export const NodeUntagged = eventType({
  name: 'NodeUntagged',
  category: 'plan',
  data: NodeUntaggedData,
  key: tagged,
  rules: nodeUntagRules,
});
