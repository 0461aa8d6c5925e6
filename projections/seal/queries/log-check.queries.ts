import { Query } from '@nestjs/cqrs';
import type { ProofFile } from '../../../src/integrity/proof-file.js';

/** What was found of an entry when its proof was checked by the rules that everybody can check it by. */
export interface LogCheck {
  /** Place of the entry, counted from 0. */
  index: number;
  /** Event id; absent where the log has no entry at this place. */
  id?: string;
  /** Entries that the checkpoint covers; absent where it does not open. */
  size?: number;
  /** Keys of the log that have signed the checkpoint, as `name (id)`; none where it does not open. */
  signedWith: string[];
  /** The entry that the log holds at this place is in the tree of the checkpoint. */
  isIncluded: boolean;
  /** Entries that the newest published checkpoint covers. */
  newest: number;
  /** The newest checkpoint goes on from this one. */
  goesOn: boolean;
}

/**
 * Whether the stored bytes of an entry lead to the root that was signed over it first; `null` while no checkpoint covers
 * it. If not, they were altered since, or those of an entry in the same tile, or the hashes above them.
 */
export class IsAsSealed extends Query<boolean | null> {
  constructor(
    /** 0-based place of the entry. */
    readonly index: number,
  ) {
    super();
  }
}

/** Checks a proof that somebody kept, or that this log gives out, against the log; `unsigned` where the log was never signed. */
export class CheckProof extends Query<LogCheck | 'unsigned'> {
  constructor(readonly proof: ProofFile) {
    super();
  }
}
