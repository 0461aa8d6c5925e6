import { Area } from '../ledger/catalogue/area.js';
import { eventType } from '../ledger/catalogue/define.js';
import { Citation } from '../ledger/catalogue/envelope.dto.js';
import { Choice, Flag, Id, Ids, Narrative, Part, Parts, Ref, Text } from '../ledger/catalogue/fields.js';
import { PersonInText } from '../ledger/catalogue/parts.js';
import { streamOf } from '../ledger/ids.js';
import { settingsOf } from '../ledger/lookups/in-force.js';
import { planParts } from '../ledger/lookups/plan-parts.js';
import {
  blockTargetRules,
  contentRules,
  figureRules,
  figureUnlinkingRules,
  MOST_CHARACTERS,
  targetRules,
} from './update.decider.js';

export const BLOCK_KINDS = ['paragraph', 'bullet', 'listIntro', 'subHeading'] as const;

const NO_TEXT = 'Enter the update';

/** A paragraph of an update. */
export class Block {
  @Text({ max: 60, note: 'Tells the paragraphs of this update apart.' }) blockId!: string;
  @Choice(BLOCK_KINDS) kind!: (typeof BLOCK_KINDS)[number];
  @Narrative({ max: MOST_CHARACTERS, missing: NO_TEXT, note: 'People stand in it as tokens: {person:1}.', search: 'C' })
  text!: string;
  @Flag({ optional: true, note: 'Cut off or garbled in the paper.' }) damaged?: boolean;
  @Narrative({ optional: true, note: 'What the editors take the damaged words to be.' }) repair?: string;
  @Part(() => Citation, { optional: true, note: 'The passage that it comes from.' }) citation?: Citation;
}

export class ProgressReportedData {
  @Ref('plan') planId!: string;
  @Parts(() => Block, { least: 1, missing: NO_TEXT }) blocks!: Block[];
  @Parts(() => Area, { optional: true }) areas?: Area[];
  @Ref('update', { optional: true, note: 'The earlier update whose words it repeats.' }) copiedFrom?: string;
  @Parts(() => PersonInText, { optional: true, most: 50 }) people?: PersonInText[];
  @Ref('report', { optional: true }) reportId?: string;
}

export class ProgressTargetedData {
  @Ids({ least: 1, missing: 'An update must be about something', note: 'Themes and commitments of one plan.' })
  targets!: string[];
  @Narrative({ optional: true, note: 'Needed when it changes.' }) reason?: string;
}

/** What one paragraph is about, where that is less than its update. */
export class BlockTarget {
  @Text({ max: 60, note: 'The paragraph.' }) blockId!: string;
  @Ids({ least: 1, note: 'Themes and commitments of one plan.' }) targets!: string[];
}

export class ProgressBlocksTargetedData {
  @Parts(() => BlockTarget, { note: 'Paragraphs that are not listed are about all that the update is about.' })
  blockTargets!: BlockTarget[];
}

/** Words of a paragraph that repeat a figure of the ledger, so that whoever restates the figure finds the sentence. */
export class ProgressFigureLinkedData {
  @Id({ note: 'UUID or external id of the link.' }) linkId!: string;
  @Text({ max: 60, note: 'The paragraph.' }) blockId!: string;
  @Ref('metric') metricId!: string;
  @Text({ max: 1_000, note: 'Key of the figure below its metric: value/{period}/{areas}/{breakdown}.' })
  valueKey!: string;
  @Narrative({ note: 'The words of the paragraph that state it.' }) quote!: string;
}

export class ProgressFigureUnlinkedData {
  @Id() linkId!: string;
}

export const ProgressReported = eventType({
  name: 'ProgressReported',
  category: 'update',
  data: ProgressReportedData,
  key: () => 'content',
  gather: (_, { lookups, ledger }) => settingsOf(lookups, ledger),
  rules: contentRules,
});

export const ProgressTargeted = eventType({
  name: 'ProgressTargeted',
  category: 'update',
  data: ProgressTargetedData,
  key: () => 'targets',
  gather: ({ targets }, { plan, lookups }) => planParts(targets, plan, lookups),
  rules: targetRules,
});

export const ProgressBlocksTargeted = eventType({
  name: 'ProgressBlocksTargeted',
  category: 'update',
  data: ProgressBlocksTargetedData,
  editorial: true,
  key: () => 'block-targets',
  gather: ({ blockTargets }, { plan, lookups }) =>
    Promise.all(blockTargets.map(({ targets }) => planParts(targets, plan, lookups))),
  rules: blockTargetRules,
});

export const ProgressFigureLinked = eventType({
  name: 'ProgressFigureLinked',
  category: 'update',
  data: ProgressFigureLinkedData,
  editorial: true,
  key: ({ linkId }) => `figure/${linkId}`,
  gather: ({ metricId }, { lookups }) => lookups.history(streamOf('metric', metricId)),
  rules: figureRules,
});

export const ProgressFigureUnlinked = eventType({
  name: 'ProgressFigureUnlinked',
  category: 'update',
  data: ProgressFigureUnlinkedData,
  editorial: true,
  key: ({ linkId }) => `figure/${linkId}`,
  rules: figureUnlinkingRules,
});
