import { Query } from '@nestjs/cqrs';
import { ROLES } from '../../../src/access/roles.js';
import { GROUNDS, KINDS_OF_FIELD } from '../../../src/erasure/erasure.events.js';
import { Member } from '../../state/queries/member.js';

/** A line of the register of erasures. */
export class ErasureAnswer {
  @Member('id', 'The entry that says so.') id!: string;
  @Member('whole', 'Its place in the ledger, counted from 0.') index!: number;
  @Member('instant', 'When it was recorded. The value was gone by then.') recordedAt!: string;
  @Member('id', 'The entry that the value stood in; see /api/entries/{event id}.') target!: string;
  @Member('whole', 'Place of that entry in the ledger.') targetIndex!: number;
  @Member('text', 'What kind of event that entry is.') targetType!: string;
  @Member('text', 'Where in that entry the commitment to the value stands (RFC 6901).') pointer!: string;
  @Member('text', 'What kind of value it was, as a key.', { oneOf: Object.keys(KINDS_OF_FIELD) }) kindOfField!: string;
  @Member('text', 'The same in words.') kindInWords!: string;
  @Member('text', 'Why it was erased, as a key.', { oneOf: Object.keys(GROUNDS) }) ground!: string;
  @Member('text', 'The same in words.') groundInWords!: string;
  @Member('text', 'The role in which it was asked for.', { oneOf: ROLES }) actingAs!: string;
  @Member('text', 'The role in which somebody else agreed; absent where one person may erase.', {
    ...{ optional: true, oneOf: ROLES },
  })
  approvedBy?: string;
}

/** Everything that was ever erased from a ledger of this size, the newest first. */
export class GetErasures extends Query<ErasureAnswer[]> {
  constructor(readonly atSize: number) {
    super();
  }
}
