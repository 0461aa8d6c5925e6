import { Area } from '../ledger/catalogue/area.js';
import { keyPart } from '../ledger/catalogue/catalogue.js';
import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Flag, Id, Key, Narrative, Part, Parts, Ref, Text, Texts, Whole } from '../ledger/catalogue/fields.js';
import { Evidence, PrintedNumber, PromisedBy } from '../ledger/catalogue/parts.js';
import { settingsOf } from '../ledger/lookups/in-force.js';
import {
  identityRules,
  placeRules,
  reclassificationRules,
  statusAuthority,
  statusRules,
  wordingRules,
} from './commitment.decider.js';
import { gatherHome, gatherKnownIds, gatherPlan, gatherSameWords } from './commitment.gather.js';
import { isLinkFrom } from './lineage.gather.js';

export const STANDINGS = ['authoritative', 'draft', 'printedVariant', 'paraphrase'] as const;
export const WORDING_CLASSES = ['first', 'editorial', 'substantive', 'translation'] as const;

export class CommitmentMadeData {
  @Part(() => PromisedBy) promisedBy!: PromisedBy;
  @Texts({ max: 64, note: 'Identifiers that the commitment or its papers use.' }) externalIds!: string[];
}

export class WordingVersionRecordedData {
  @Id({ note: 'UUID or external id of this version of the words.' }) wordingId!: string;
  @Text({
    max: 4_000,
    missing: "Enter the commitment's exact words",
    note: 'In clear for ever: it is the promise.',
    search: 'A',
  })
  text!: string;
  @Text({ max: 35, note: 'BCP 47 tag of its language, such as en-GB.' }) lang!: string;
  @Text({ optional: true, max: 100, note: 'How the paper introduces it: "We will".' }) form?: string;
  @Text({ optional: true, max: 300, note: 'Heading that it stands under in this paper.' }) printedUnder?: string;
  @Part(() => PrintedNumber) printedNumber!: PrintedNumber;
  @Choice(STANDINGS, { note: 'A paraphrase is the words of the editors for a cited passage.' })
  standing!: (typeof STANDINGS)[number];
  @Choice(WORDING_CLASSES, {
    missing:
      'Say whether the change is editorial or substantive, a translation, or first where there were no words before',
  })
  class!: (typeof WORDING_CLASSES)[number];
  @Id({ optional: true, note: 'The version that this one takes the place of.' }) supersedes?: string;
  @Key({
    optional: true,
    of: ['plan/variation'],
    invalid: 'Choose a variation of this plan',
    note: 'Key of the variation that changes the words of a plan in force: plan-…/variation/….',
  })
  variation?: string;
  @Narrative({ optional: true, note: 'What is cut off or garbled in the paper.' }) damaged?: string;
  @Narrative({ optional: true, note: 'What changed; needed for a substantive change.' }) reason?: string;
}

export class WordingReclassifiedData {
  @Id() wordingId!: string;
  @Choice(WORDING_CLASSES) class!: (typeof WORDING_CLASSES)[number];
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class CommitmentPlacedData {
  @Id({
    missing: 'Choose where in the plan it sits, by the id of a part of the plan or of the plan itself',
    note: 'The node on the level above, or the plan itself for what serves all of it.',
  })
  homeId!: string;
  @Narrative({ optional: true, note: 'Needed when it moves.' }) reason?: string;
}

export class StatusReportedData {
  @Choice(['officer', 'panel']) assessment!: 'officer' | 'panel';
  @Text({ max: 60, missing: 'Name the status scheme', note: 'Id of the status scheme, such as standard.' })
  scheme!: string;
  @Whole({ min: 1, max: 100_000, note: 'Version of the scheme in force on the reported date.' }) schemeVersion!: number;
  @Text({
    max: 60,
    missing: 'Name one of the statuses of the scheme',
    note: 'Id of one of the statuses of the scheme, such as on-track.',
  })
  status!: string;
  @Part(() => Area, { optional: true, note: 'For one area alone.' }) area?: Area;
  @Narrative({ missing: 'Give the reason for this status', search: 'D' }) reason!: string;
  @Parts(() => Evidence, { optional: true, most: 50 }) evidence?: Evidence[];
  @Flag({ optional: true, note: 'Confirms that none was supplied.' }) noEvidence?: boolean;
  @Key({ optional: true, of: ['meeting/decision'], note: 'Key of the decision that paused it.' }) decision?: string;
  @Id({ optional: true, note: 'The link to what replaces it.' }) linkId?: string;
  @Ref('report', { optional: true }) reportId?: string;
}

export const CommitmentMade = eventType({
  name: 'CommitmentMade',
  category: 'commitment',
  data: CommitmentMadeData,
  key: () => 'identity',
  gather: gatherKnownIds,
  rules: identityRules,
});

export const WordingVersionRecorded = eventType({
  name: 'WordingVersionRecorded',
  category: 'commitment',
  data: WordingVersionRecordedData,
  key: ({ wordingId }) => `wording/${wordingId}`,
  gather: async (data, about) => ({ twins: await gatherSameWords(data, about), plan: await gatherPlan(about) }),
  rules: wordingRules,
});

export const WordingReclassified = eventType({
  name: 'WordingReclassified',
  category: 'commitment',
  data: WordingReclassifiedData,
  editorial: true,
  key: ({ wordingId }) => `wording/${wordingId}/class`,
  rules: reclassificationRules,
});

export const CommitmentPlaced = eventType({
  name: 'CommitmentPlaced',
  category: 'commitment',
  data: CommitmentPlacedData,
  key: () => 'place',
  gather: gatherHome,
  rules: placeRules,
});

export const StatusReported = eventType({
  name: 'StatusReported',
  category: 'commitment',
  data: StatusReportedData,
  key: ({ assessment, area }) => `status/${assessment}${area ? `/${keyPart(area.code ?? area.name)}` : ''}`,
  gather: async ({ linkId }, about) => ({
    settings: await settingsOf(about.lookups, about.ledger),
    plan: await gatherPlan(about),
    linked: linkId !== undefined && (await isLinkFrom(linkId, about.objectId, about)),
  }),
  authority: statusAuthority,
  rules: statusRules,
});
