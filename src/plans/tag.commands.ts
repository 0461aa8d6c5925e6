import type { Role } from '../access/roles.js';
import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandFor } from '../ledger/catalogue/define.js';
import { NodeTagged, NodeUntagged, TagAdded, TagRetired, TagSchemeAdded } from './tag.events.js';

const OFFICER: readonly Role[] = ['policy-officer'];

export const tags: Feature = {
  events: [TagSchemeAdded, TagAdded, TagRetired, NodeTagged, NodeUntagged],
  commands: [
    commandFor('AddTagScheme', 'Add a set of tags that run across the tree of a plan', TagSchemeAdded, OFFICER),
    commandFor('AddTag', 'Add a tag to a scheme, or record it under another name', TagAdded, OFFICER),
    commandFor('RetireTag', 'Record that a tag is no longer in use', TagRetired, OFFICER),
    commandFor('TagNode', 'Give a priority or theme a tag', NodeTagged, OFFICER),
    commandFor('UntagNode', 'Take a tag from a priority or theme', NodeUntagged, OFFICER),
  ],
};
