import { eventType } from '../ledger/catalogue/define.js';
import {
  Address,
  Choice,
  Day,
  Id,
  Narrative,
  Part,
  Ref,
  Sha256,
  Text,
  Texts,
  Whole,
} from '../ledger/catalogue/fields.js';
import { copyRules, describingRules, documentRules, holdersOf, successionRules } from './source.decider.js';

export const SOURCE_KINDS = ['plan', 'panelPaper', 'minutes', 'dataset', 'webPage', 'letter'] as const;

/** The date that a document bears. */
export class PrintedDate {
  @Day({ optional: true, note: 'The day, or the last day of the month or year printed.' }) date?: string;
  @Choice(['day', 'month', 'year', 'none'], { note: 'none: the document bears no date.' })
  precision!: 'day' | 'month' | 'year' | 'none';
  @Text({ optional: true, max: 100, note: 'The words printed, for example "March 2018".' }) printed?: string;
}

const NO_DATE = 'Enter the date printed on the document or say that there is none';

/** All that is known of a document. */
export class SourceDocument {
  @Texts({ optional: true, max: 64, note: 'Identifiers that the document is known by.' }) externalIds?: string[];
  @Text({ max: 300, search: 'A' }) title!: string;
  @Choice(SOURCE_KINDS) kind!: (typeof SOURCE_KINDS)[number];
  @Id({ optional: true, note: 'The body may be registered later.' }) publisherBodyId?: string;
  @Part(() => PrintedDate, { missing: NO_DATE }) dated!: PrintedDate;
  @Day({ optional: true }) publishedOn?: string;
  @Day({ optional: true }) retrievedOn?: string;
  @Address({ optional: true }) address?: string;
  @Address({ optional: true }) archiveAddress?: string;
  @Text({ max: 100, note: 'For example application/pdf.' }) mediaType!: string;
  @Whole({ min: 0, note: 'Bytes.' }) size!: number;
  @Sha256() sha256!: string;
  @Text({ max: 35, note: 'Language tag (BCP 47).' }) language!: string;
  @Text({ optional: true, max: 300 }) licence?: string;
  @Narrative({ optional: true, note: 'How complete the held text is.' }) completeness?: string;
  @Texts({ optional: true, note: 'Parts that are missing.' }) missing?: string[];
}

export class SourceRegisteredData extends SourceDocument {}

export class SourceDescribedData extends SourceDocument {
  @Narrative({ missing: 'Give the reason for the change' }) reason!: string;
}

export class SourceCopyAddedData {
  @Sha256() sha256!: string;
  @Address() address!: string;
  @Day() retrievedOn!: string;
  @Text({ max: 100 }) mediaType!: string;
  @Whole({ min: 0, note: 'Bytes.' }) size!: number;
}

export class SourceGapNotedData {
  @Id({ note: 'UUID or external id of the gap.' }) gapId!: string;
  @Narrative({ max: 1_000, missing: 'Say what is missing' }) what!: string;
  @Text({ optional: true, max: 200 }) where?: string;
  @Narrative({ optional: true, max: 1_000, note: 'What cannot be known because of it.' }) effect?: string;
}

export class SourceSupersededData {
  @Ref('source') bySourceId!: string;
}

export class SourceUnavailableNotedData {
  @Address() address!: string;
  @Day({ note: 'The day on which it was found gone.' }) seenOn!: string;
  @Address({ optional: true }) archiveAddress?: string;
}

export const SourceRegistered = eventType({
  name: 'SourceRegistered',
  category: 'source',
  data: SourceRegisteredData,
  key: () => 'description',
  sourced: false,
  gather: ({ sha256 }, { lookups, own }) => holdersOf(sha256, lookups, own),
  rules: documentRules,
});

export const SourceDescribed = eventType({
  name: 'SourceDescribed',
  category: 'source',
  data: SourceDescribedData,
  key: () => 'description',
  editorial: true,
  gather: ({ sha256 }, { lookups, own }) => holdersOf(sha256, lookups, own),
  rules: describingRules,
});

export const SourceCopyAdded = eventType({
  name: 'SourceCopyAdded',
  category: 'source',
  data: SourceCopyAddedData,
  key: ({ sha256 }) => `copy/${sha256}`,
  editorial: true,
  rules: copyRules,
});

export const SourceGapNoted = eventType({
  name: 'SourceGapNoted',
  category: 'source',
  data: SourceGapNotedData,
  key: ({ gapId }) => `gap/${gapId}`,
  editorial: true,
});

export const SourceSuperseded = eventType({
  name: 'SourceSuperseded',
  category: 'source',
  data: SourceSupersededData,
  key: () => 'succession',
  sourced: false,
  rules: successionRules,
});

export const SourceUnavailableNoted = eventType({
  name: 'SourceUnavailableNoted',
  category: 'source',
  data: SourceUnavailableNotedData,
  key: () => 'availability',
  editorial: true,
});
