import { Member } from './member.js';
import { Provenance } from './provenance.js';
import { Named } from './references.js';

/** One paragraph or bullet of an update. */
export class UpdateBlock {
  @Member('text', '', { optional: true }) blockId?: string;
  @Member('text', 'paragraph, bullet, listIntro or subHeading.') kind!: string;
  @Member('text', 'null where it was erased.', { nullable: true }) text!: string | null;
  @Member('text', '', { optional: true }) damaged?: string;
  @Member('text', '', { optional: true }) repair?: string;
  @Member(['json'], 'Where the paragraph stands.', { optional: true }) citations?: unknown[];
}

/** What one report said about themes or commitments. */
export class UpdateAnswer {
  @Member('id') id!: string;
  @Member('id', '', { optional: true }) plan?: string;
  @Member([() => Named], 'The themes and commitments it is about.') targets!: Named[];
  @Member([() => UpdateBlock]) blocks!: UpdateBlock[];
  @Member('json', '', { optional: true }) areas?: unknown;
  @Member('text', 'The report it stood in.', { optional: true }) reportId?: string;
  @Member(() => Provenance) from!: Provenance;
}
