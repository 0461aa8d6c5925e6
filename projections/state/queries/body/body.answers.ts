import { DeliveryAnswer } from '../commitment/commitment.answers.js';
import { AddedByEditors } from '../editors.js';
import { ExternalRecommendationLine } from '../external/external.answers.js';
import { Member } from '../member.js';
import { MilestoneAnswer } from '../milestone/milestone.answers.js';
import { Provenance } from '../provenance.js';
import { Named, PartyAnswer } from '../references.js';
import { ActionLine, DecisionLine, RecommendationLine } from '../register/register.answers.js';
import { StatedDateAnswer } from '../stated-date.js';
import { BodyEndAnswer, IdentityAnswer, MembershipAnswer, NameAnswer, OfficeAnswer } from './constitution.answers.js';

/** Another name of a body. */
export class AliasAnswer {
  @Member('text') name!: string;
  @Member('text', 'printed in a paper, or inferred by the editors.') basis!: string;
  @Member('day', '', { optional: true }) since?: string;
  @Member('day', 'First day on which it is used no more.', { optional: true }) until?: string;
  @Member(() => Provenance) from!: Provenance;
}

export class BodySummary {
  @Member('id') id!: string;
  @Member(['text']) externalIds!: string[];
  @Member('text') name!: string;
  @Member('text', 'organisation, board, panel, partnership and so on.', { optional: true }) kind?: string;
  @Member([() => AliasAnswer]) aliases!: AliasAnswer[];
  @Member(() => Provenance) from!: Provenance;
}

/** Where a paper names a body. */
export class Mention {
  @Member('text', '', { oneOf: ['update', 'milestone'] }) category!: 'update' | 'milestone';
  @Member('id') id!: string;
  @Member('text', 'The name that stands there.') name!: string;
  @Member([() => Named], 'What the update or milestone is about.') about!: Named[];
  @Member('text', 'The passage; of an update, the paragraph.') text!: string;
  @Member(() => Provenance) from!: Provenance;
}

/** A relation to another body. */
export class PlacementAnswer {
  @Member('text') relation!: string;
  @Member(() => Named) other!: Named;
  @Member('text', 'printed in a paper, or inferred by the editors.') basis!: string;
  @Member('day', '', { optional: true }) since?: string;
  @Member('day', 'First day on which it holds no more.', { optional: true }) until?: string;
  @Member(() => Provenance) from!: Provenance;
}

/** A commitment that a body promised or leads on. */
export class CommitmentOfBody {
  @Member(() => Named) commitment!: Named;
  @Member(() => Named, '', { optional: true }) plan?: Named;
  @Member(() => PartyAnswer, 'The body, and the office where one is named.') party!: PartyAnswer;
  @Member(() => Provenance) from!: Provenance;
}

/** A meeting of a body. */
export class MeetingOfBody {
  @Member('id') id!: string;
  @Member('text', 'Who met and when, in words.') name!: string;
  @Member('text') kind!: string;
  @Member(() => StatedDateAnswer) date!: StatedDateAnswer;
  @Member('text', '', { oneOf: ['called', 'held', 'cancelled'] }) state!: string;
}

/** A body with what it is, what it does, and where it is named. */
export class BodyAnswer extends BodySummary {
  @Member([() => NameAnswer], 'What it was called, in the order reported.') namesOverTime!: NameAnswer[];
  @Member('text', 'What it is for; null where it was erased.', { optional: true, nullable: true })
  remit?: string | null;
  @Member('json', '', { optional: true }) contract?: unknown;
  @Member(() => Provenance, 'Where its remit and contract stand.', { optional: true }) describedFrom?: Provenance;
  @Member(() => BodyEndAnswer, 'Absent while it goes on.', { optional: true }) ended?: BodyEndAnswer;
  @Member([() => PlacementAnswer], 'What it is part of, reports to or oversees.') placements!: PlacementAnswer[];
  @Member([() => PlacementAnswer], 'The same, as said of it by others: its parts, and what reports to it.')
  placedUnder!: PlacementAnswer[];
  @Member([() => IdentityAnswer], 'Bodies that may be the same, are, or are not, as editors say.')
  identities!: IdentityAnswer[];
  @Member([() => AddedByEditors], 'What editors said of this after the day of the view.')
  addedByEditors!: AddedByEditors[];
  @Member([() => OfficeAnswer], 'Offices in it.') offices!: OfficeAnswer[];
  @Member([() => MembershipAnswer], 'Who sits on it.') members!: MembershipAnswer[];
  @Member([() => MembershipAnswer], 'Where it has a seat, itself or by one of its offices.')
  memberOf!: MembershipAnswer[];
  @Member([() => DeliveryAnswer], 'Rows that list it as delivering.') delivers!: DeliveryAnswer[];
  @Member([() => CommitmentOfBody], 'Commitments that it leads on.') leads!: CommitmentOfBody[];
  @Member([() => CommitmentOfBody], 'Commitments that it made.') promisedCommitments!: CommitmentOfBody[];
  @Member([() => MilestoneAnswer], 'Promises of particular things that it made.') promised!: MilestoneAnswer[];
  @Member([() => MeetingOfBody], 'Its meetings, the latest first.') meets!: MeetingOfBody[];
  @Member([() => DecisionLine], 'What it decided, the latest meeting first.') decided!: DecisionLine[];
  @Member([() => RecommendationLine], 'What it asked of meetings.') asked!: RecommendationLine[];
  @Member([() => RecommendationLine], 'What was asked of it: by its address, or of its meetings.')
  askedOf!: RecommendationLine[];
  @Member([() => ActionLine], 'What it must do after meetings, those due first at the front.') actions!: ActionLine[];
  @Member([() => Named], 'Work programmes that are its own.') programmes!: Named[];
  @Member([() => ExternalRecommendationLine], 'What it asks of others from outside.')
  issued!: ExternalRecommendationLine[];
  @Member([() => ExternalRecommendationLine], 'What others outside ask of it.')
  externalRecommendations!: ExternalRecommendationLine[];
  @Member([() => Named], 'Documents that it published.') published!: Named[];
  @Member([() => Mention], 'Passages with its name or one of its aliases, found by their words.') namedIn!: Mention[];
}
