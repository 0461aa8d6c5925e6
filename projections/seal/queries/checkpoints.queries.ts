import { Query } from '@nestjs/cqrs';
import { COSIGNING, type Cosigning } from '../../../src/log/witnesses.js';
import { Member } from '../../state/queries/member.js';

/** Somebody outside has seen a checkpoint, and found that it goes on from those seen before. */
export class CosignatureAnswer {
  @Member('text', 'Name of the witness, as it stands in the signed checkpoint.') witness!: string;
  @Member('instant', 'When the witness says to have seen it, to the second.') time!: string;
}

/** A published checkpoint. */
export class CheckpointAnswer {
  @Member('whole', 'Entries of the log at that time.') size!: number;
  @Member('text', 'Root of their tree, in base64: with origin and size, the three lines that are signed.')
  root!: string;
  @Member('instant', 'When this service published it.') publishedAt!: string;
  @Member(
    'text',
    'cosigned: by as many witnesses as the policy asks for (/log/policy). not-yet-cosigned: by fewer. unwitnessed: no ' +
      'witnesses are asked, and nobody else has signed it.',
    { oneOf: COSIGNING },
  )
  cosigning!: Cosigning;
  @Member([() => CosignatureAnswer], 'The earliest first.') cosignatures!: CosignatureAnswer[];
}

/** Published checkpoints, the largest first. */
export class GetCheckpoints extends Query<{ items: CheckpointAnswer[]; total: number }> {
  constructor(
    readonly page: {
      /** Only those of fewer entries. */
      below?: number;
      /** Number of checkpoints at most. */
      limit: number;
    },
  ) {
    super();
  }
}

/** The word of an outsider that an entry existed. */
export class EntryWitnessed extends CosignatureAnswer {
  @Member('whole', 'Entries under the checkpoint that it cosigned then, the first over this entry.') size!: number;
}

/** The earliest time from outside by which an entry existed; `null` while nobody has cosigned a checkpoint that covers it. */
export class GetEntryWitnessed extends Query<EntryWitnessed | null> {
  constructor(
    /** 0-based place of the entry. */
    readonly index: number,
  ) {
    super();
  }
}

/** What somebody keeps who wants to show later that the ledger still holds its first so many entries. */
export interface CoveringCheckpoint {
  /** Number of entries that it covers. */
  size: number;
  /** What is signed: origin, size and root. */
  lines: string[];
  /** UTC instant at which this service published it. */
  publishedAt: string;
  /** Who vouches for those entries from outside, with the first checkpoint of each over them; the earliest first. */
  witnessed: EntryWitnessed[];
}

/** The smallest published checkpoint that covers the first so many entries; `null` while none does. */
export class GetCoveringCheckpoint extends Query<CoveringCheckpoint | null> {
  constructor(readonly entries: number) {
    super();
  }
}

/** Whose signatures a checkpoint must have, as a policy in the form of tlog-policy; `null` while the log is not signed. */
export class GetLogPolicy extends Query<string | null> {}
