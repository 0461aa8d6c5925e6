import { keyPart } from '../ledger/catalogue/catalogue.js';
import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Day, Decimal, Flag, Narrative, Part, Text, Texts } from '../ledger/catalogue/fields.js';
import { aliasRules, descriptionRules, nameRules } from './body.decider.js';

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
  @Text({ max: 200 }) name!: string;
  @Text({ optional: true, max: 200 }) formerName?: string;
  @Day({ optional: true, note: 'First day of the name, where it is known.' }) when?: string;
}

export class BodyAliasAddedData {
  @Text({ max: 200 }) name!: string;
  @Flag({ optional: true }) abbreviation?: boolean;
  @Choice(['printed', 'inferred']) basis!: 'printed' | 'inferred';
  @Day({ optional: true }) from?: string;
  @Day({ optional: true }) to?: string;
}

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
