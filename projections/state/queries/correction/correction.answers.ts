import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';

/** A slip of the ledger's own, put right. The accountable body had said nothing else. */
export class CorrectionAnswer {
  @Member('id', 'The entry that puts it right.') id!: string;
  @Member('text', 'correction: other words for an entry; void: it should never have been made.', {
    oneOf: ['correction', 'void'],
  })
  kind!: string;
  @Member('text', 'Category of the object: metric, milestone and so on.') category!: string;
  @Member(() => Named) object!: Named;
  @Member('text', 'Which statement of the object.') facet!: string;
  @Member('text', 'Of a figure: its period, areas and part, in words.', { optional: true }) figure?: string;
  @Member('id', 'The entry that was wrong.') target!: string;
  @Member('json', 'What the ledger had.') was!: unknown;
  @Member('text', 'The same in words, as far as it can be.', { nullable: true }) wasInWords!: string | null;
  @Member('json', 'What it has in its place; null where the entry was voided.', { nullable: true }) is!: unknown;
  @Member('text', 'The same in words.', { nullable: true }) isInWords!: string | null;
  @Member('text', 'What was wrong; null where it was erased.', { nullable: true }) reason!: string | null;
  @Member('id', 'The entry that should have been made.', { optional: true }) insteadOf?: string;
  @Member('flag', 'It was voided itself, so what the ledger had before stands again.') takenBack!: boolean;
  @Member('day', 'When the public had been told what the entry is about.') reportedOn!: string;
  @Member([() => Named], 'Published reports that show what the ledger had.') shownIn!: Named[];
  @Member([() => Named], 'By name, what the two statements point at.') pointsAt!: Named[];
  @Member(() => Provenance) from!: Provenance;
}
