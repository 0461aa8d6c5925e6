import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';

/** Kinds of change of a published figure: whether it was announced, and whether the figure or its meaning changed. */
const FIGURE_CHANGES = [
  'scheduledRevision',
  'unscheduledRevision',
  'unscheduledCorrection',
  'definitionOrMethod',
  'withdrawal',
] as const;
export type FigureChange = (typeof FIGURE_CHANGES)[number];

/** A comparison of a figure that comes out another way. */
export class ChangedTravel {
  @Member('text', 'The key of the figure: the one that was changed, or a later one that is compared with it.')
  figure!: string;
  @Member('text', 'Its period, as people read it.') periodDisplay!: string;
  @Member('text') comparator!: string;
  @Member('text') movementBefore!: string;
  @Member('text') judgementBefore!: string;
  @Member('text') movement!: string;
  @Member('text') judgement!: string;
}

/** What a changed figure does to the direction of travel, in this view. */
export class RestatementEffect {
  @Member('text', '', { oneOf: ['unchanged', 'changed', 'notCompared'] }) direction!: string;
  @Member('text', 'The same in words.') display!: string;
  @Member([() => ChangedTravel]) changes!: ChangedTravel[];
}

/** A published statement that the accountable body itself has changed or taken back. */
export class RestatementAnswer {
  @Member('id', 'The entry that changes the earlier one.') id!: string;
  @Member('text', '', { oneOf: ['Revised', 'Restated', 'Withdrawn'] }) kind!: string;
  @Member('text', 'Of a figure: what kind of change that is.', { optional: true, oneOf: FIGURE_CHANGES })
  figureChange?: FigureChange;
  @Member('text', 'Category of the object: metric, milestone and so on.') category!: string;
  @Member(() => Named) object!: Named;
  @Member('text', 'Which statement of the object, for example value/2022-04-01..2022-07-01/….') facet!: string;
  @Member('text', 'Of a figure: its period, areas and part, in words.', { optional: true }) figure?: string;
  @Member('json', 'Why, as the body says: planned, error, policy, method, reclassification or erratum, and a note.')
  change!: unknown;
  @Member('json', 'The statement before.') before!: unknown;
  @Member('text', 'The same in words, as far as it can be.', { nullable: true }) beforeInWords!: string | null;
  @Member('day', 'When that had been reported.') beforeReportedOn!: string;
  @Member(() => Provenance, 'Where it came from.') beforeFrom!: Provenance;
  @Member('json', 'The statement from now on; null where it was taken back.', { nullable: true }) after!: unknown;
  @Member('text', 'The same in words.', { nullable: true }) afterInWords!: string | null;
  @Member('text', 'The role in which somebody approved it.', { optional: true }) approvedBy?: string;
  @Member(() => RestatementEffect, 'Of a figure.', { optional: true }) effect?: RestatementEffect;
  @Member([() => Named], 'Published reports that show the statement before.') quotedIn!: Named[];
  @Member([() => Named], 'By name, what the two statements point at.') pointsAt!: Named[];
  @Member(() => Provenance) from!: Provenance;
}
