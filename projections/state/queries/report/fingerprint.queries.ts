import { Query } from '@nestjs/cqrs';
import type { Day } from '../../../../src/ledger/dates.js';
import type { DocumentAnswer } from '../documents.js';
import type { Provenance } from '../provenance.js';

/** A version of a report that a fingerprint belongs to. */
export interface FingerprintedVersion {
  /** Id of the report. */
  id: string;
  title: string;
  reportDate: Day;
  version: number;
  /** The number of the newest version of the report. */
  newest: number;
  /** When the report was taken back. */
  withdrawnOn?: Day;
  /** The entry that published it. */
  from: Provenance;
}

/** Something of which the ledger states the hash. */
export interface Fingerprinted {
  /** content: what a version of a report shows. paper: a source document. */
  of: 'content' | 'paper';
  /** The entry that states it. */
  from: Provenance;
  /** The paper. */
  source?: { id: string } & DocumentAnswer;
  /** The versions that show this content, or were published as this paper, in the order of the ledger. */
  versions: FingerprintedVersion[];
}

/** What a SHA-256 is of: contents of published reports and files of papers; `null` where the ledger states no such hash. */
export class FindFingerprint extends Query<Fingerprinted | null> {
  constructor(
    /** In lower-case hexadecimal digits. */
    readonly sha256: string,
    /** Entries to consider. */
    readonly atSize: number,
  ) {
    super();
  }
}
