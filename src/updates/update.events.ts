import { Area } from '../ledger/catalogue/area.js';
import { eventType } from '../ledger/catalogue/define.js';
import { Citation } from '../ledger/catalogue/envelope.dto.js';
import { Choice, Flag, Ids, Narrative, Part, Parts, Ref, Text } from '../ledger/catalogue/fields.js';
import { PersonInText } from '../ledger/catalogue/parts.js';
import { settingsOf } from '../ledger/lookups/in-force.js';
import { planParts } from '../ledger/lookups/plan-parts.js';
import { contentRules, MOST_CHARACTERS, targetRules } from './update.decider.js';

export const BLOCK_KINDS = ['paragraph', 'bullet', 'listIntro', 'subHeading'] as const;

const NO_TEXT = 'Enter the update';

/** A paragraph of an update. */
export class Block {
  @Text({ max: 60, note: 'Tells the paragraphs of this update apart.' }) blockId!: string;
  @Choice(BLOCK_KINDS) kind!: (typeof BLOCK_KINDS)[number];
  @Narrative({ max: MOST_CHARACTERS, missing: NO_TEXT, note: 'People stand in it as tokens: {person:1}.' })
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
