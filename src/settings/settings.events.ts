import { keyPart } from '../ledger/catalogue/catalogue.js';
import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Day, Parts, Text, Whole } from '../ledger/catalogue/fields.js';
import { StatusValue } from '../ledger/catalogue/status-value.js';
import { areaRules, schemeRules, templateRules } from './settings.decider.js';

export class MappedValue {
  @Text({ max: 40, note: 'A value of this scheme or, in the mapping from the version before, one of that.' })
  value!: string;
  @Text({ max: 60 }) becomes!: string;
}

export class Mapping {
  @Text({ max: 40, note: 'For example rag; `previousVersion` maps values of the version before to those of this one.' })
  name!: string;
  @Parts(() => MappedValue) values!: MappedValue[];
}

export class DerivedRule {
  @Text({ max: 60 }) label!: string;
  @Text({ max: 500, note: 'When the label is shown. Computed for a view, never stored.' }) rule!: string;
}

export class StatusSchemePublishedData {
  @Text({ max: 40 }) scheme!: string;
  @Whole({ min: 1 }) version!: number;
  @Parts(() => StatusValue, { least: 1, most: 50 }) values!: StatusValue[];
  @Parts(() => Mapping, { most: 20 }) mappings!: Mapping[];
  @Parts(() => DerivedRule, { most: 20 }) derivedRules!: DerivedRule[];
}

export const COLUMN_CONTENTS = [
  'theme',
  'commitments',
  'wordings',
  'statuses',
  'updates',
  'metrics',
  'milestones',
  'delivery',
  'decisions',
  'coverage',
] as const;

export class TemplateColumn {
  @Text({ max: 200, note: '{reportDate} stands for the date of the report.' }) heading!: string;
  @Choice(COLUMN_CONTENTS) content!: (typeof COLUMN_CONTENTS)[number];
}

export class ReportTemplatePublishedData {
  @Text({ max: 40 }) template!: string;
  @Whole({ min: 1 }) version!: number;
  @Parts(() => TemplateColumn, { least: 1, most: 12 }) columns!: TemplateColumn[];
}

export class ListedArea {
  @Text({ optional: true, max: 20, note: 'Official code; absent for places without one.' }) code?: string;
  @Text({ max: 200 }) name!: string;
  @Text({ max: 60, note: 'Kind of area, for example district.' }) level!: string;
  @Text({ optional: true, max: 20, note: 'Code of the area that it lies in.' }) parent?: string;
  @Day({ optional: true }) from?: string;
  @Day({ optional: true, note: 'First day on which it is no more.' }) to?: string;
}

export class AreaListPublishedData {
  @Whole({ min: 1 }) version!: number;
  @Parts(() => ListedArea, { least: 1, most: 500 }) areas!: ListedArea[];
}

export const StatusSchemePublished = eventType({
  name: 'StatusSchemePublished',
  category: 'settings',
  data: StatusSchemePublishedData,
  key: ({ scheme }) => `scheme/${keyPart(scheme)}`,
  sourced: false,
  rules: schemeRules,
});

export const ReportTemplatePublished = eventType({
  name: 'ReportTemplatePublished',
  category: 'settings',
  data: ReportTemplatePublishedData,
  key: ({ template }) => `template/${keyPart(template)}`,
  sourced: false,
  rules: templateRules,
});

export const AreaListPublished = eventType({
  name: 'AreaListPublished',
  category: 'settings',
  data: AreaListPublishedData,
  key: () => 'areas',
  sourced: false,
  rules: areaRules,
});
