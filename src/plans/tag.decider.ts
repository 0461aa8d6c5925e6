import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { tagInUse } from '../ledger/lookups/tag-in-use.js';
import { unknownNode } from './plan.decider.js';
import type {
  NodeTaggedData,
  NodeUntaggedData,
  TagAddedData,
  TagRetiredData,
  TagSchemeAddedData,
} from './tag.events.js';

export function schemeRules({ schemeId, label }: TagSchemeAddedData, { own }: Situation): Finding[] {
  const used = own
    .list('tag-scheme/*')
    .some(({ data }) => data.schemeId !== schemeId && sameWords(String(data.label), label));
  return [used && refusal('label', 'Another tag scheme has this name')];
}

export function tagRules({ tagId, schemeId, label, nodeId }: TagAddedData, { own }: Situation): Finding[] {
  const used = own
    .list('tag/*', 'TagAdded')
    .some(({ data }) => data.tagId !== tagId && data.schemeId === schemeId && sameWords(String(data.label), label));
  return [
    !own.get(`tag-scheme/${schemeId}`) && refusal('schemeId', 'This plan has no such tag scheme', 'unknown-object'),
    used && refusal('label', 'Another tag has this name'),
    nodeId !== undefined && !own.get(`node/${nodeId}`) && unknownNode('nodeId'),
  ];
}

export function tagRetirementRules({ tagId }: TagRetiredData, { own }: Situation): Finding[] {
  const inUse = own.of(`tag/${tagId}`, 'TagAdded');
  return [!inUse && refusal('tagId', 'This plan has no such tag', 'unknown-object')];
}

export function nodeTagRules({ nodeId, tagId }: NodeTaggedData, { own, history, reportedOn }: Situation): Finding[] {
  return [!own.get(`node/${nodeId}`) && unknownNode('nodeId'), tagInUse(tagId, history, reportedOn)];
}

export function nodeUntagRules({ nodeId, tagId }: NodeUntaggedData, { own }: Situation): Finding[] {
  return [!own.of(`node/${nodeId}/tag/${tagId}`, 'NodeTagged') && refusal('tagId', 'It does not have this tag')];
}

function sameWords(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
