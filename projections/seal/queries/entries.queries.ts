import { Query } from '@nestjs/cqrs';
import { GROUNDS } from '../../../src/erasure/erasure.events.js';
import { Member } from '../../state/queries/member.js';

/** What opens a commitment of an entry. */
export class HeldDisclosure {
  @Member('text', 'Where the commitment stands in the entry (RFC 6901).') pointer!: string;
  @Member('text', 'Canonical JSON of [salt, pointer, value]; its SHA-256 in base64url is the commitment.')
  disclosure!: string;
}

/** A value that stood in an entry and is gone. A copy of its disclosure that somebody kept opens the commitment still. */
export class ErasedValue {
  @Member('text', 'Where its commitment stands in the entry (RFC 6901).') pointer!: string;
  @Member('id', 'The entry that says so.') id!: string;
  @Member('whole', 'Place of that entry in the ledger.') index!: number;
  @Member('instant', 'When that entry was recorded.') recordedAt!: string;
  @Member('text', 'Why it was erased, as a key.', { oneOf: Object.keys(GROUNDS) }) ground!: string;
}

/** An entry as it was sealed. */
export class EntryAnswer {
  @Member('id', 'Event id.') id!: string;
  @Member('whole', 'Place in the ledger, counted from 0.') index!: number;
  @Member('json', 'The entry itself. Its canonical JSON (RFC 8785) gives the sealed bytes.') entry!: unknown;
  @Member('text', 'SHA-256 of 0x00 and the sealed bytes, in hexadecimal digits.') leafHash!: string;
  @Member([() => HeldDisclosure], 'Values that are still held. Who entered it is never among them.')
  disclosures!: HeldDisclosure[];
  @Member([() => ErasedValue], 'Values that were erased, whatever the size asked for.') erased!: ErasedValue[];
}

/** One page of entries; `after` is the index of the last one known, -1 from the beginning. */
export class GetEntries extends Query<EntryAnswer[]> {
  constructor(readonly page: { after: number; limit: number; atSize: number }) {
    super();
  }
}

/** One entry by its event id; `null` where it is not below `atSize`. */
export class GetEntry extends Query<EntryAnswer | null> {
  constructor(
    readonly eventId: string,
    readonly atSize: number,
  ) {
    super();
  }
}

/**
 * Entries as lines of JSON, each with its line feed, with the sealed bytes in them as they are. Read in pages as fast
 * as they are taken, so that memory stays flat however many there are.
 */
export class StreamEntries extends Query<AsyncIterable<Buffer>> {
  constructor(readonly range: { after: number; limit: number; atSize: number }) {
    super();
  }
}

/** The disclosures still held of entries that follow each other, as lines of JSON `{index, pointer, disclosure}`. */
export class GetDisclosures extends Query<string> {
  constructor(
    /** Place of the first entry. */
    readonly first: number,
    /** Number of entries; they are all in the log. */
    readonly count: number,
  ) {
    super();
  }
}
