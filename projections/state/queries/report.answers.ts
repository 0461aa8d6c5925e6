import { Member } from './member.js';
import { Provenance } from './provenance.js';

/** A published report, and the view that it was published in. */
export class ReportAnswer {
  @Member('id', 'Of the report; its newest version is shown.') id!: string;
  @Member('text') title!: string;
  @Member('day') reportDate!: string;
  @Member('whole', 'Counted from 1.') version!: number;
  @Member('day', 'The day that the report pins.', { optional: true }) asReportedOn?: string;
  @Member('whole', 'The size that the report pins.', { optional: true }) atSize?: number;
  @Member('text', 'SHA-256 of the published bytes; absent for a paper loaded later.', { optional: true })
  contentSha256?: string;
  @Member('flag', 'Taken back after publication.') withdrawn!: boolean;
  @Member(() => Provenance) from!: Provenance;
}
