import { ROLES } from '../access/roles.js';
import type { Feature } from '../ledger/catalogue/catalogue.js';
import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Text } from '../ledger/catalogue/fields.js';
import { GROUNDS, type Ground, KINDS_OF_FIELD, type KindOfField } from './grounds.js';

export { GROUNDS, type Ground, KINDS_OF_FIELD, type KindOfField };

/** Holds no personal data, and cannot be erased but for who made it. */
export class PersonalDataErasedData {
  @Text({ max: 500, note: 'Where the value stood in the entry (RFC 6901).' }) pointer!: string;
  @Choice(Object.keys(KINDS_OF_FIELD)) kindOfField!: KindOfField;
  @Choice(Object.keys(GROUNDS), { missing: 'Choose the ground for erasing' }) ground!: Ground;
  @Text({ optional: true, max: 60, note: 'The number under which the operator keeps the request; never a name.' })
  requestRef?: string;
  @Choice(ROLES, { optional: true, note: 'The role of the second person, who agreed.' })
  approvedBy?: (typeof ROLES)[number];
}

/** The value at a place of its target is gone. One for each place, in the stream of the target. */
export const PersonalDataErased = eventType({
  name: 'PersonalDataErased',
  category: 'target',
  data: PersonalDataErasedData,
  key: null,
  byService: true,
});

/** There is no command for it: an entry that says so is made once the value is gone, and not otherwise. */
export const erasures: Feature = { events: [PersonalDataErased], commands: [] };
