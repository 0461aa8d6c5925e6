import { eventType } from '../ledger/catalogue/define.js';
import { Citation } from '../ledger/catalogue/envelope.dto.js';
import { Choice, Id, Narrative, Part, Ref, Refs } from '../ledger/catalogue/fields.js';
import { lineageRules, lineageWithdrawalRules } from './lineage.decider.js';
import { gatherRelatives } from './lineage.gather.js';

/** What became of a promise, or where it came from. */
export const LINEAGE_TYPES = [
  'carriedForward',
  'rewordedEditorial',
  'rewordedSubstantive',
  'splitInto',
  'mergedFrom',
  'moved',
  'replacedBy',
  'dropped',
  'new',
  'promotedFromNarrative',
  'duplicateOf',
  'noSourceFound',
] as const;
export type LineageType = (typeof LINEAGE_TYPES)[number];

/** A link from older promises to newer ones, made by the ledger's editors. */
export class LineageAssertedData {
  @Id({ note: 'UUID or external id of the link.' }) linkId!: string;
  @Choice(LINEAGE_TYPES, { note: 'What became of the older ones.' }) type!: LineageType;
  @Refs('commitment', { most: 20, note: 'The older ones; none for what is new.' }) from!: string[];
  @Refs('commitment', { most: 20, note: 'The newer ones; none for what nothing follows.' }) to!: string[];
  @Part(() => Citation, { optional: true, note: 'The plain text that became a promise.' }) passage?: Citation;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
  @Choice(['printed', 'judgement'], { note: 'Whether a paper says so, or its editors.' })
  basis!: 'printed' | 'judgement';
}

export class LineageWithdrawnData {
  @Id() linkId!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class LineageSuggestionDismissedData {
  @Ref('commitment', { note: 'The commitment that was suggested.' }) otherId!: string;
  @Narrative({ missing: 'Say why these are not related' }) reason!: string;
}

export const LineageAsserted = eventType({
  name: 'LineageAsserted',
  category: 'commitment',
  data: LineageAssertedData,
  editorial: true,
  key: ({ linkId }) => `lineage/${linkId}`,
  gather: gatherRelatives,
  rules: lineageRules,
});

export const LineageWithdrawn = eventType({
  name: 'LineageWithdrawn',
  category: 'commitment',
  data: LineageWithdrawnData,
  editorial: true,
  key: ({ linkId }) => `lineage/${linkId}`,
  rules: lineageWithdrawalRules,
});

export const LineageSuggestionDismissed = eventType({
  name: 'LineageSuggestionDismissed',
  category: 'commitment',
  data: LineageSuggestionDismissedData,
  editorial: true,
  key: ({ otherId }) => `suggestion/${otherId}`,
});
