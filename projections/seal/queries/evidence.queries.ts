import { Query } from '@nestjs/cqrs';

/**
 * A published checkpoint that covers so many entries, cosignatures included; `null` where there is none yet. It is the
 * smallest, unless only the newest is cosigned as the policy asks for: then the newest.
 */
export class GetCoveringNote extends Query<{ size: number; note: string } | null> {
  constructor(
    /** Number of entries. */
    readonly entries: number,
  ) {
    super();
  }
}

/** An entry of the log with what proves it. */
export interface ProvenEntry {
  /** Event id. */
  id: string;
  /** Place in the log, counted from 0. */
  index: number;
  /** As it was sealed. */
  entry: Uint8Array;
  /** Hashes that prove it in the log of the size asked for, the leaf's sibling first. */
  proof: Uint8Array[];
}

/**
 * Entries with their proofs, in the order of the ids. At most some hundred at once: each is read whole.
 *
 * @throws RangeError the log of this size holds no such entry
 */
export class ProveEntries extends Query<ProvenEntry[]> {
  constructor(
    readonly eventIds: readonly string[],
    /** Of the log in which they are proven. */
    readonly size: number,
  ) {
    super();
  }
}

/** The first so many entries as they were sealed, in pages, read as fast as they are taken. */
export class StreamSealed extends Query<AsyncIterable<Uint8Array[]>> {
  constructor(readonly size: number) {
    super();
  }
}
