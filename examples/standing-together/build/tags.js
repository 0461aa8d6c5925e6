import { from, plans } from './facts.js';

const SCHEMES = [
  { schemeId: 'TAGS-22-ACTION', kind: 'crossCutting', label: 'Themes for action', of: 'tags' },
  { schemeId: 'TAGS-22-STREAMS', kind: 'workStream', label: 'Work streams of the priority reports', of: 'workStreams' },
];

/** What runs across a plan: its themes for action, and the work that reports on its priorities are to cover. */
export function addTags(file) {
  for (const plan of plans)
    for (const { of, ...scheme } of SCHEMES) if (plan[of]) addScheme(file, plan, scheme, plan[of]);
}

/** A scheme is there from its first tag on. Work streams stand under a priority, in an order of their own. */
function addScheme(file, { externalId: planId }, scheme, tags) {
  if (tags.length === 0) return;
  file.add('add-tag-scheme', scheme.schemeId, { planId, ...from(tags[0].citation), ...scheme });
  for (const [index, { externalId, title, citation, priority }] of tags.entries())
    file.add('add-tag', externalId, {
      planId,
      ...from(citation),
      tagId: externalId,
      schemeId: scheme.schemeId,
      label: title,
      order: index + 1,
      nodeId: priority,
    });
}
