// Depends on nothing: the verifier, which is one file that needs nothing else, says these words too.

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
