import { Query } from '@nestjs/cqrs';
import type { ProofFile } from '../../../src/integrity/proof-file.js';
import type { TileName } from '../../../src/integrity/tile-path.js';

/** A published checkpoint as a signed note, cosignatures included; `null` where there is none. */
export class GetCheckpoint extends Query<string | null> {
  constructor(
    /** The newest unless told. */
    readonly size?: number,
  ) {
    super();
  }
}

/** Public keys (vkeys) that signed the newest published checkpoint, the newest key first; none before the first. */
export class GetLogKeys extends Query<string[]> {}

/** The bytes of a tile of hashes or a bundle of entries; `null` where not all of it is published. */
export class GetTile extends Query<Uint8Array | null> {
  constructor(readonly tile: TileName) {
    super();
  }
}

/**
 * What this ledger showed on a day: the size of the last checkpoint that was published by the end of it, in the ledger's
 * time zone; `null` where none was.
 */
export class GetShownSize extends Query<number | null> {
  constructor(
    /** `YYYY-MM-DD` */
    readonly day: string,
  ) {
    super();
  }
}

/** The day, in the ledger's time zone, on which a checkpoint was published first; `null` where none was. */
export class GetShownSince extends Query<string | null> {}

/**
 * The proof that an entry is in the log, in the smallest published checkpoint that covers it; `unsigned` while none does,
 * `null` where there is no such entry.
 */
export class GetEntryProof extends Query<ProofFile | 'unsigned' | null> {
  constructor(readonly eventId: string) {
    super();
  }
}
