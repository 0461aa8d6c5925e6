import { CitationAnswer } from '../documents.js';
import { DueAnswer } from '../due.js';
import { AddedByEditors } from '../editors.js';
import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';
import { StatedDateAnswer } from '../stated-date.js';

export const EXTERNAL_STATES = ['open', 'submitted', 'closed', 'withdrawn'] as const;
export type ExternalState = (typeof EXTERNAL_STATES)[number];

/** What a recommendation from outside is about. */
export class ExternalAbout extends Named {
  @Member('text', 'plan, node, commitment, metric or milestone.') kind!: string;
  @Member(() => Named, 'Of a part of a plan, that plan.', { optional: true }) plan?: Named;
}

/** What somebody outside, such as an inspectorate, asks of bodies. */
export class ExternalRecommendationLine {
  @Member('id') id!: string;
  @Member(() => Named, 'Who made it.') issuer!: Named;
  @Member([() => Named], 'Who is asked.') addressedTo!: Named[];
  @Member('text', "The issuer's own.", { optional: true }) reference?: string;
  @Member('text', 'The number that the paper prints.', { optional: true }) printedNumber?: string;
  @Member('text', 'null where it was erased.', { nullable: true }) text!: string | null;
  @Member(() => StatedDateAnswer) issuedOn!: StatedDateAnswer;
  @Member(() => DueAnswer, 'Absent where no date is stated.', { optional: true }) due?: DueAnswer;
  @Member('text', 'submitted: the body says it is done, and the issuer has still to agree.', {
    oneOf: EXTERNAL_STATES,
  })
  state!: ExternalState;
  @Member('day', 'When the issuer closed it.', { optional: true }) closedOn?: string;
  @Member(() => CitationAnswer, "The issuer's own words that closed it.", { optional: true })
  confirmedIn?: CitationAnswer;
  @Member(['json'], 'What was sent to the issuer.', { optional: true }) evidence?: unknown[];
  @Member('flag', 'Neither closed nor withdrawn although its last day lies before the day of the view.')
  overdue!: boolean;
  @Member('whole', 'At least 1; absent where it is not overdue.', { optional: true }) daysOverdue?: number;
  @Member([() => ExternalAbout], 'What it is about, as editors said by the day of the view.') about!: ExternalAbout[];
  @Member([() => AddedByEditors], 'What editors said of this after the day of the view.')
  addedByEditors!: AddedByEditors[];
  @Member(() => Provenance) from!: Provenance;
  @Member(() => Provenance, 'Who said that it is in this state, and why.', { optional: true }) stateFrom?: Provenance;
}

/** How many are in each state, of all that fits what was asked but for the state. */
export class ExternalCounts {
  @Member('whole') open!: number;
  @Member('whole') submitted!: number;
  @Member('whole') closed!: number;
  @Member('whole') withdrawn!: number;
}
