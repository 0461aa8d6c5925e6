import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';
import { StatedDateAnswer } from '../stated-date.js';

/** Something that a document lacks. */
export class Gap {
  @Member('id') id!: string;
  @Member('text', 'null where it was erased.', { nullable: true }) what!: string | null;
  @Member('text', '', { optional: true }) where?: string;
  @Member('text', 'What cannot be known because of it.', { optional: true, nullable: true }) effect?: string | null;
  @Member(() => Provenance) from!: Provenance;
}

/** A kept document that statements are taken from. */
export class SourceAnswer {
  @Member('id') id!: string;
  @Member(['text'], 'Identifiers such as S-2022-08-04-P1.') externalIds!: string[];
  @Member('text') title!: string;
  @Member('text', 'plan, panelPaper, minutes and so on.') kind!: string;
  @Member(() => Named, '', { optional: true }) publisher?: Named;
  @Member(() => StatedDateAnswer, 'The date that it bears.') dated!: StatedDateAnswer;
  @Member('text', 'SHA-256 of the file, in hexadecimal digits.') sha256!: string;
  @Member('text', '', { optional: true }) mediaType?: string;
  @Member('whole', 'Bytes.', { optional: true }) size?: number;
  @Member('text', '', { optional: true }) address?: string;
  @Member('text', '', { optional: true }) language?: string;
  @Member('text', '', { optional: true, nullable: true }) completeness?: string | null;
  @Member(['text'], 'Parts that are missing.') missing!: string[];
  @Member([() => Gap], 'What is noted as missing or garbled.') gaps!: Gap[];
  @Member(() => Named, 'The document that takes its place.', { optional: true }) supersededBy?: Named;
  @Member(() => Provenance, 'Who said that it takes its place.', { optional: true }) supersededFrom?: Provenance;
  @Member(() => Provenance) from!: Provenance;
}
