import { keyPart } from '../ledger/catalogue/catalogue.js';
import { eventType } from '../ledger/catalogue/define.js';
import {
  Choice,
  Day,
  Decimal,
  Flag,
  Id,
  Key,
  Narrative,
  Part,
  PersonName,
  Ref,
  Refs,
  Text,
  Texts,
} from '../ledger/catalogue/fields.js';
import {
  aliasRules,
  bodiesAbove,
  commitmentsLedBy,
  descriptionRules,
  endedRules,
  endRules,
  holderRules,
  membershipRules,
  nameRules,
  otherBodyRules,
  placementRules,
  roleRules,
  sameBodyRules,
} from './body.decider.js';

export const BODY_KINDS = [
  'organisation',
  'board',
  'panel',
  'partnership',
  'group',
  'service',
  'programme',
  'strategy',
  'operation',
  'contract',
] as const;

export class BodyRegisteredData {
  @Texts({ max: 64, note: 'Identifiers that the body or its papers use.' }) externalIds!: string[];
}

export class BodyNamedData {
  @Text({ max: 200, search: 'A' }) name!: string;
  @Text({ optional: true, max: 200 }) formerName?: string;
  @Day({ optional: true, note: 'First day of the name, where it is known.' }) when?: string;
}

export class BodyRenamedData {
  @Text({ max: 200, search: 'A' }) name!: string;
  @Text({ optional: true, max: 200 }) formerName?: string;
  @Day({ optional: true, note: 'First day of the name, where it is known.' }) when?: string;
}

class Alias {
  @Text({ max: 200, search: 'A' }) name!: string;
  @Flag({ optional: true }) abbreviation?: boolean;
  @Choice(['printed', 'inferred']) basis!: 'printed' | 'inferred';
  @Day({ optional: true }) from?: string;
  @Day({ optional: true, note: 'First day on which it is used no more.' }) to?: string;
}
export class BodyAliasAddedData extends Alias {}
export class BodyAliasRetiredData extends Alias {}

export class ContractTerms {
  @Text({ optional: true, max: 200 }) provider?: string;
  @Day({ optional: true }) start?: string;
  @Day({ optional: true, note: 'First day after the contract.' }) end?: string;
  @Decimal({ optional: true, note: 'Pounds, or the currency that the printed words name.' }) value?: string;
}

export class BodyDescribedData {
  @Choice(BODY_KINDS) kind!: (typeof BODY_KINDS)[number];
  @Narrative({ optional: true }) remit?: string;
  @Part(() => ContractTerms, { optional: true }) contract?: ContractTerms;
}

export const RELATIONS = ['partOf', 'reportsTo', 'oversees'] as const;

class Placement {
  @Id({ note: 'UUID or external id of the relation.' }) placementId!: string;
  @Choice(RELATIONS) relation!: (typeof RELATIONS)[number];
  @Ref('body') otherBodyId!: string;
  @Day({ optional: true }) from?: string;
  @Day({ optional: true, note: 'First day on which it holds no more.' }) to?: string;
  @Choice(['printed', 'inferred']) basis!: 'printed' | 'inferred';
}
export class BodyPlacedUnderData extends Placement {}
export class BodyPlacementEndedData extends Placement {}

class Identification {
  @Ref('body') otherBodyId!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}
export class BodiesPossiblySameData extends Identification {}
export class BodiesDeclaredDifferentData extends Identification {}
export class BodiesDeclaredSameData extends Identification {
  @Ref('body', { optional: true, note: 'The one of the two whose page leads.' }) leading?: string;
}

export class BodyEndedData {
  @Day() on!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
  @Refs('body', { optional: true }) successors?: string[];
}

class Role {
  @Id({ note: 'UUID or external id of the role.' }) roleId!: string;
  @Text({ max: 200, note: 'The office, never its holder.' }) title!: string;
  @Day({ optional: true }) from?: string;
  @Day({ optional: true, note: 'First day on which it is no more.' }) to?: string;
}
export class RoleCreatedData extends Role {}
export class RoleRenamedData extends Role {}
export class RoleEndedData extends Role {}

class Holder {
  @Id({ note: 'UUID or external id of this term of office.' }) holderId!: string;
  @Id() roleId!: string;
  @PersonName() person!: string;
  @Day({ optional: true }) from?: string;
  @Day({ optional: true, note: 'First day after the term.' }) to?: string;
}
export class OfficeHolderRecordedData extends Holder {}
export class OfficeHolderEndedData extends Holder {}

class Membership {
  @Id({ note: 'UUID or external id of the membership.' }) memberId!: string;
  @Key({
    optional: true,
    of: ['body/role'],
    invalid: 'Choose an office or a body as the member',
    note: 'The member as an office: body-…/role/….',
  })
  role?: string;
  @Ref('body', { optional: true, note: 'The member as a body.' }) memberBodyId?: string;
  @Choice(['chair', 'member', 'attendee']) capacity!: 'chair' | 'member' | 'attendee';
  @Day({ optional: true }) from?: string;
  @Day({ optional: true, note: 'First day after the membership.' }) to?: string;
}
export class MembershipRecordedData extends Membership {}
export class MembershipEndedData extends Membership {}

export const BodyRegistered = eventType({
  name: 'BodyRegistered',
  category: 'body',
  data: BodyRegisteredData,
  key: () => 'identity',
});

export const BodyNamed = eventType({
  name: 'BodyNamed',
  category: 'body',
  data: BodyNamedData,
  key: () => 'name',
  gather: async ({ name }, { lookups }) =>
    lookups.find({ category: 'body', facet: 'name', member: 'name', value: name }),
  rules: nameRules,
});

export const BodyRenamed = eventType({
  name: 'BodyRenamed',
  category: 'body',
  data: BodyRenamedData,
  key: () => 'name',
  gather: async ({ name }, { lookups }) =>
    lookups.find({ category: 'body', facet: 'name', member: 'name', value: name }),
  rules: nameRules,
});

export const BodyAliasAdded = eventType({
  name: 'BodyAliasAdded',
  category: 'body',
  data: BodyAliasAddedData,
  key: ({ name }) => `alias/${keyPart(name)}`,
  rules: aliasRules,
});

export const BodyDescribed = eventType({
  name: 'BodyDescribed',
  category: 'body',
  data: BodyDescribedData,
  key: () => 'description',
  rules: descriptionRules,
});

export const BodyAliasRetired = eventType({
  name: 'BodyAliasRetired',
  category: 'body',
  data: BodyAliasRetiredData,
  key: ({ name }) => `alias/${keyPart(name)}`,
  rules: (data, situation) => endedRules(`alias/${keyPart(data.name)}`, 'name', data, situation),
});

export const BodyPlacedUnder = eventType({
  name: 'BodyPlacedUnder',
  category: 'body',
  data: BodyPlacedUnderData,
  key: ({ placementId }) => `placement/${placementId}`,
  gather: ({ otherBodyId }, { lookups }) => bodiesAbove(otherBodyId, lookups),
  rules: placementRules,
});

export const BodyPlacementEnded = eventType({
  name: 'BodyPlacementEnded',
  category: 'body',
  data: BodyPlacementEndedData,
  key: ({ placementId }) => `placement/${placementId}`,
  rules: (data, situation) => endedRules(`placement/${data.placementId}`, 'placementId', data, situation),
});

export const BodiesPossiblySame = eventType({
  name: 'BodiesPossiblySame',
  category: 'body',
  data: BodiesPossiblySameData,
  key: ({ otherBodyId }) => `same-as/${otherBodyId}`,
  editorial: true,
  rules: otherBodyRules,
});

export const BodiesDeclaredSame = eventType({
  name: 'BodiesDeclaredSame',
  category: 'body',
  data: BodiesDeclaredSameData,
  key: ({ otherBodyId }) => `same-as/${otherBodyId}`,
  editorial: true,
  rules: sameBodyRules,
});

export const BodiesDeclaredDifferent = eventType({
  name: 'BodiesDeclaredDifferent',
  category: 'body',
  data: BodiesDeclaredDifferentData,
  key: ({ otherBodyId }) => `same-as/${otherBodyId}`,
  editorial: true,
  rules: otherBodyRules,
});

export const BodyEnded = eventType({
  name: 'BodyEnded',
  category: 'body',
  data: BodyEndedData,
  key: () => 'end',
  gather: (_, { lookups, own }) => commitmentsLedBy(own.stream, lookups),
  rules: endRules,
});

export const RoleCreated = eventType({
  name: 'RoleCreated',
  category: 'body',
  data: RoleCreatedData,
  key: ({ roleId }) => `role/${roleId}`,
  rules: roleRules,
});

export const RoleRenamed = eventType({
  name: 'RoleRenamed',
  category: 'body',
  data: RoleRenamedData,
  key: ({ roleId }) => `role/${roleId}`,
  rules: roleRules,
});

export const RoleEnded = eventType({
  name: 'RoleEnded',
  category: 'body',
  data: RoleEndedData,
  key: ({ roleId }) => `role/${roleId}`,
  rules: (data, situation) => endedRules(`role/${data.roleId}`, 'roleId', data, situation),
});

export const OfficeHolderRecorded = eventType({
  name: 'OfficeHolderRecorded',
  category: 'body',
  data: OfficeHolderRecordedData,
  key: ({ holderId }) => `holder/${holderId}`,
  rules: holderRules,
});

export const OfficeHolderEnded = eventType({
  name: 'OfficeHolderEnded',
  category: 'body',
  data: OfficeHolderEndedData,
  key: ({ holderId }) => `holder/${holderId}`,
  rules: (data, situation) => endedRules(`holder/${data.holderId}`, 'holderId', data, situation),
});

export const MembershipRecorded = eventType({
  name: 'MembershipRecorded',
  category: 'body',
  data: MembershipRecordedData,
  key: ({ memberId }) => `member/${memberId}`,
  rules: membershipRules,
});

export const MembershipEnded = eventType({
  name: 'MembershipEnded',
  category: 'body',
  data: MembershipEndedData,
  key: ({ memberId }) => `member/${memberId}`,
  rules: (data, situation) => endedRules(`member/${data.memberId}`, 'memberId', data, situation),
});
