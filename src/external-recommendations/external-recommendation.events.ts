import { eventType } from '../ledger/catalogue/define.js';
import { Due } from '../ledger/catalogue/due.js';
import { Citation } from '../ledger/catalogue/envelope.dto.js';
import { Choice, Day, Id, Narrative, Part, Parts, Ref, Refs, Text } from '../ledger/catalogue/fields.js';
import { Evidence } from '../ledger/catalogue/parts.js';
import { StatedDate } from '../ledger/catalogue/stated-date.js';
import { isHeld } from '../ledger/lookups/linked-things.js';
import {
  closureRules,
  gatherConfirmation,
  identityRules,
  linkRules,
  reopeningRules,
  returnRules,
  sameReference,
  submissionRules,
  unlinkRules,
  withdrawalRules,
} from './external-recommendation.decider.js';

/** What somebody outside, such as an inspectorate, asks of bodies. */
export class ExternalRecommendationRegisteredData {
  @Ref('body', { missing: 'Choose who made it' }) issuerBodyId!: string;
  @Refs('body', { least: 1, most: 50, missing: 'Choose whom it is addressed to' }) addressedTo!: string[];
  @Text({ optional: true, max: 60, search: 'A', note: "The issuer's own reference." }) reference?: string;
  @Narrative({ missing: 'Enter the recommendation', search: 'B' }) text!: string;
  @Part(() => StatedDate, { optional: true }) issuedOn?: StatedDate;
  @Part(() => Due, { optional: true }) due?: Due;
  @Text({ optional: true, max: 20, note: 'The number that the paper prints.' }) printedNumber?: string;
}

export const STATES = ['open', 'submitted', 'closed', 'withdrawn'] as const;
export type State = (typeof STATES)[number];

/** What the body sends to the issuer to have a recommendation closed. */
export class Submission {
  @Narrative({ missing: 'Give the reason' }) reason!: string;
  @Parts(() => Evidence, { least: 1, most: 50, missing: 'Add the evidence sent' }) evidence!: Evidence[];
}

export class ExternalRecommendationSubmittedData extends Submission {
  @Choice(['submitted']) state!: 'submitted';
}

/** Why a recommendation is in another state from now on. */
export class StateReason {
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class ExternalRecommendationReturnedData extends StateReason {
  @Choice(['open']) state!: 'open';
}

/** Only the issuer closes a recommendation, so its own words are cited. */
export class Closure {
  @Part(() => Citation, { missing: 'Closure must cite the issuer', note: 'Of a document that the issuer published.' })
  confirmedIn!: Citation;
  @Day({ optional: true, note: 'The day on which the issuer closed it.' }) on?: string;
  @Narrative({ optional: true }) note?: string;
}

export class ExternalRecommendationClosedData extends Closure {
  @Choice(['closed']) state!: 'closed';
}

export class ExternalRecommendationReopenedData extends StateReason {
  @Choice(['open']) state!: 'open';
}

export class ExternalRecommendationWithdrawnData extends StateReason {
  @Choice(['withdrawn']) state!: 'withdrawn';
}

export const ABOUT = ['plan', 'node', 'commitment', 'metric', 'milestone'] as const;

class Link {
  @Choice(ABOUT, { note: 'A node is a priority or a theme.' }) kind!: (typeof ABOUT)[number];
  @Id({ note: 'The plan, priority, theme, commitment, metric or milestone.' }) targetId!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class ExternalRecommendationLinkedData extends Link {}
export class ExternalRecommendationUnlinkedData extends Link {}

export const ExternalRecommendationRegistered = eventType({
  name: 'ExternalRecommendationRegistered',
  category: 'extrec',
  data: ExternalRecommendationRegisteredData,
  key: () => 'identity',
  gather: (data, { lookups }) => sameReference(data, lookups),
  rules: identityRules,
});

export const ExternalRecommendationSubmitted = eventType({
  name: 'ExternalRecommendationSubmitted',
  category: 'extrec',
  data: ExternalRecommendationSubmittedData,
  key: () => 'state',
  rules: submissionRules,
});

export const ExternalRecommendationReturned = eventType({
  name: 'ExternalRecommendationReturned',
  category: 'extrec',
  data: ExternalRecommendationReturnedData,
  key: () => 'state',
  rules: returnRules,
});

export const ExternalRecommendationClosed = eventType({
  name: 'ExternalRecommendationClosed',
  category: 'extrec',
  data: ExternalRecommendationClosedData,
  key: () => 'state',
  gather: ({ confirmedIn }, { lookups }) => gatherConfirmation(confirmedIn.sourceId, lookups),
  rules: closureRules,
});

export const ExternalRecommendationReopened = eventType({
  name: 'ExternalRecommendationReopened',
  category: 'extrec',
  data: ExternalRecommendationReopenedData,
  key: () => 'state',
  rules: reopeningRules,
});

export const ExternalRecommendationWithdrawn = eventType({
  name: 'ExternalRecommendationWithdrawn',
  category: 'extrec',
  data: ExternalRecommendationWithdrawnData,
  key: () => 'state',
  rules: withdrawalRules,
});

export const ExternalRecommendationLinked = eventType({
  name: 'ExternalRecommendationLinked',
  category: 'extrec',
  data: ExternalRecommendationLinkedData,
  key: ({ kind, targetId }) => `link/${kind}/${targetId}`,
  editorial: true,
  gather: ({ kind, targetId }, { lookups }) => isHeld(kind, targetId, lookups),
  rules: linkRules,
});

export const ExternalRecommendationUnlinked = eventType({
  name: 'ExternalRecommendationUnlinked',
  category: 'extrec',
  data: ExternalRecommendationUnlinkedData,
  key: ({ kind, targetId }) => `link/${kind}/${targetId}`,
  editorial: true,
  rules: unlinkRules,
});
