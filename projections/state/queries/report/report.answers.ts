import { DocumentAnswer } from '../documents.js';
import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';

/** A published report, and the view that it was published in. */
export class ReportAnswer {
  @Member('id', 'Of the report; its newest version is shown.') id!: string;
  @Member('text') title!: string;
  @Member('day') reportDate!: string;
  @Member('whole', 'Counted from 1.') version!: number;
  @Member('day', 'The day that the report pins.', { optional: true }) asReportedOn?: string;
  @Member('whole', 'The size that the report pins.', { optional: true }) atSize?: number;
  @Member('text', 'SHA-256 of what it shows; reports that were read from their papers have none.', { optional: true })
  contentSha256?: string;
  @Member(() => Named, '', { optional: true }) plan?: Named;
  @Member('id', 'The paper as it was published.', { optional: true }) sourceId?: string;
  @Member(() => DocumentAnswer, 'That paper.', { optional: true }) document?: DocumentAnswer;
  @Member(() => Named, 'The meeting that it was made for.', { optional: true }) meeting?: Named;
  @Member('day', 'When it was taken back; it stays as it was.', { optional: true }) withdrawnOn?: string;
  @Member(() => Provenance) from!: Provenance;
}
