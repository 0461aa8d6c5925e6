import { Query } from '@nestjs/cqrs';
import { Member } from '../../state/queries/member.js';

/** What opens a commitment of an entry. */
export class HeldDisclosure {
  @Member('text', 'Where the commitment stands in the entry (RFC 6901).') pointer!: string;
  @Member('text', 'Canonical JSON of [salt, pointer, value]; its SHA-256 in base64url is the commitment.')
  disclosure!: string;
}

/** An entry as it was sealed. */
export class EntryAnswer {
  @Member('id', 'Event id.') id!: string;
  @Member('whole', 'Place in the ledger, counted from 0.') index!: number;
  @Member('json', 'The entry itself. Its canonical JSON (RFC 8785) gives the sealed bytes.') entry!: unknown;
  @Member('text', 'SHA-256 of 0x00 and the sealed bytes, in hexadecimal digits.') leafHash!: string;
  @Member([() => HeldDisclosure], 'Values that are still held. Who entered it is never among them.')
  disclosures!: HeldDisclosure[];
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
