import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';
import { ReportNotice } from './notice.answers.js';
import { ReportAnswer } from './report.answers.js';

/** One publication of a report; it stays as it is, whatever follows. */
export class ReportVersion {
  @Member('text', 'The number of the version.') id!: string;
  @Member('whole', 'Counted from 1.') version!: number;
  @Member('text') title!: string;
  @Member('day', 'The day that it pins.') asReportedOn!: string;
  @Member('whole', 'The size that it pins.') atSize!: number;
  @Member('text', 'SHA-256 of what it shows; reports that were read from their papers have none.', { optional: true })
  contentSha256?: string;
  @Member('whole', 'The version that it takes the place of.', { optional: true }) supersedesVersion?: number;
  @Member('text', 'What is different; null where it was erased.', { optional: true, nullable: true })
  summary?: string | null;
  @Member(() => Provenance) from!: Provenance;
}

/** Before whom a report was laid. */
export class LaidBefore {
  @Member(() => Named) meeting!: Named;
  @Member(() => Provenance) from!: Provenance;
}

/** Something of which a report says that it has nothing to say. */
export class NoUpdateSaid {
  @Member(() => Named) target!: Named;
  @Member('text', 'Null where it was erased.', { nullable: true }) reason!: string | null;
  @Member(() => Provenance) from!: Provenance;
}

/** The report before, of the same plan. */
export class ReportBefore {
  @Member(() => Named) report!: Named;
  @Member('day') reportDate!: string;
  @Member('day', 'The day that it pins.') asReportedOn!: string;
  @Member('whole', 'The size that it pins.') atSize!: number;
}

/** A published report with all that became of it. */
export class ReportDetail extends ReportAnswer {
  @Member([() => Named], 'What it covers; the whole plan where nothing stands here.') scope!: Named[];
  @Member('text', 'The template whose columns it shows.', { optional: true }) template?: string;
  @Member('whole', 'Of the template.', { optional: true }) templateVersion?: number;
  @Member([() => ReportVersion], 'The newest first.') versions!: ReportVersion[];
  @Member([() => NoUpdateSaid]) noUpdate!: NoUpdateSaid[];
  @Member([() => LaidBefore]) laidBefore!: LaidBefore[];
  @Member(() => ReportBefore, '', { optional: true }) before?: ReportBefore;
  @Member(() => Provenance, 'Where it was taken back.', { optional: true }) withdrawn?: Provenance;
  @Member([() => ReportNotice], 'What became of what it shows, and of itself. It shows the same for ever all the same.')
  notices!: ReportNotice[];
}
