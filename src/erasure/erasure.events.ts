import { ROLES } from '../access/roles.js';
import type { Feature } from '../ledger/catalogue/catalogue.js';
import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Text } from '../ledger/catalogue/fields.js';

/** Why something may be erased, in the words of the register. */
export const GROUNDS = {
  request: 'The person asked for it',
  objection: 'The person objected to it',
  'no-longer-needed': 'It is not needed any more for what it was recorded for',
  unlawful: 'There was no lawful basis for recording it',
  'legal-obligation': 'The law or a court requires it',
  'entered-in-error': 'It should never have been entered',
} as const;

export type Ground = keyof typeof GROUNDS;

/** What was erased: a free text, the name of a person in it, or who made an entry. */
export const KINDS_OF_FIELD = {
  text: 'A free text',
  name: 'The name of a person',
  author: 'Who made the entry',
} as const;

export type KindOfField = keyof typeof KINDS_OF_FIELD;

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
