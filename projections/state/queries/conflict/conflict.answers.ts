import { AddedByEditors } from '../editors.js';
import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';

export const CONFLICT_STATES = ['open', 'resolved', 'notAConflict'] as const;

/** One of two statements that cannot both hold, as it stands. */
export class ConflictingEntry {
  @Member('id', 'The entry that is named; see /api/entries/{event id}.') entryId!: string;
  @Member(() => Named, 'The object that it is said of, such as a metric or an update.') object!: Named;
  @Member([() => Named], 'Of an update or a milestone: the parts of the plan that it is about.') about!: Named[];
  @Member('text', 'The key below its object.') facet!: string;
  @Member('text', 'What kind of statement it is.') kind!: string;
  @Member('json', 'The paragraph that is meant or, where none is named, the whole statement; erased words as null.')
  says!: Record<string, unknown>;
  @Member('text', 'Of a figure: its period, areas and part, in words.', { optional: true }) figure?: string;
  @Member('text', 'What is said, in words, as far as it can be.', { nullable: true }) words!: string | null;
  @Member('flag', 'The entry was voided after the conflict had been noted.', { optional: true }) voided?: boolean;
  @Member(() => Provenance) from!: Provenance;
}

/** Two statements of the papers that cannot both hold, as the editors have noted. Neither is merged or silenced. */
export class ConflictAnswer {
  @Member('id') id!: string;
  @Member(() => Named) plan!: Named;
  @Member('text', 'What they disagree about; null where it was erased.', { nullable: true }) point!: string | null;
  @Member('text', 'Whether, and how, it was settled.', { oneOf: CONFLICT_STATES })
  state!: (typeof CONFLICT_STATES)[number];
  @Member('text', 'Which of the two held: aHeld, bHeld or neither.', { optional: true }) result?: string;
  @Member(['json'], 'What the result rests on.', { optional: true }) evidence?: unknown[];
  @Member(() => ConflictingEntry) a!: ConflictingEntry;
  @Member(() => ConflictingEntry) b!: ConflictingEntry;
  @Member(() => Provenance, 'Who noted it, when and why.') from!: Provenance;
  @Member(() => Provenance, 'Who settled it, when and why.', { optional: true }) resolvedFrom?: Provenance;
}

/** Conflicts, and results of them, that the editors noted after the day of a view. */
export class LaterConflicts {
  @Member([() => AddedByEditors]) items!: AddedByEditors[];
}
