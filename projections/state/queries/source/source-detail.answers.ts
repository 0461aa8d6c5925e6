import { CitationAnswer } from '../documents.js';
import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';
import { SourceAnswer } from './source.answers.js';

/** Another retrieval of a document. */
export class SourceCopyAnswer {
  @Member('text', 'SHA-256 of the file, in hexadecimal digits.') sha256!: string;
  @Member('text') address!: string;
  @Member('day') retrievedOn!: string;
  @Member('text') mediaType!: string;
  @Member('whole', 'Bytes.') size!: number;
  @Member(() => Provenance) from!: Provenance;
}

/** An address at which a document is not found any more. */
export class SourceUnavailable {
  @Member('text') address!: string;
  @Member('day', 'The day on which it was found gone.') seenOn!: string;
  @Member('text', '', { optional: true }) archiveAddress?: string;
  @Member(() => Provenance) from!: Provenance;
}

/** A document with all that is known of it. */
export class SourceDetail extends SourceAnswer {
  @Member('day', 'When its publisher put it before the public.', { optional: true }) publishedOn?: string;
  @Member('day', '', { optional: true }) retrievedOn?: string;
  @Member('text', '', { optional: true }) archiveAddress?: string;
  @Member('text', 'What others may do with it.', { optional: true }) licence?: string;
  @Member([() => SourceCopyAnswer], 'Further retrievals, some of them other files.') copies!: SourceCopyAnswer[];
  @Member([() => Named], 'Documents whose place it takes.') supersedes!: Named[];
  @Member(() => SourceUnavailable, '', { optional: true }) unavailable?: SourceUnavailable;
}

/** That the file of a document was kept once, and was removed. */
export class FileRemoved {
  @Member('instant') at!: string;
  @Member('text', '', { oneOf: ['copyright', 'personal-data', 'kept-in-error'] }) ground!: string;
}

/** The same with what is kept of it today, which no view goes by. */
export class SourcePage extends SourceDetail {
  @Member('text', 'Of the file: its bytes and its words, its bytes alone, or only its hash.', {
    oneOf: ['bytesAndText', 'bytes', 'hashOnly'],
  })
  kept!: 'bytesAndText' | 'bytes' | 'hashOnly';

  @Member(() => FileRemoved, 'Its bytes and words were kept once.', { optional: true }) removed?: FileRemoved;
}

/** A statement of the view that was taken from a document, or cites it. */
export class SourcePassage {
  @Member('text', 'The key of the statement.') id!: string;
  @Member('text', 'Category of the object: commitment, update and so on.') category!: string;
  @Member(() => Named, 'What the statement is about.') object!: Named;
  @Member('text', 'Which statement of it.') facet!: string;
  @Member([() => CitationAnswer], 'The passages of this document that it cites; none where only the document is named.')
  passages!: CitationAnswer[];
  @Member(() => Provenance) from!: Provenance;
}
