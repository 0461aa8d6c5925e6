import { type Finding, refusal } from './catalogue.js';
import { Citation, type EffectiveDto } from './envelope.dto.js';
import { Choice, Key, Office, Part, PersonName, Ref, Text } from './fields.js';

/** Parts that payloads of several folders are made of, with the rules that hold wherever they stand. */

/** Whether a paper says something, or the editors read it out of the context. */
export const BASES = ['named', 'inferred', 'notStated'] as const;

/** A body, or an office in it: by its id where it is registered, in words where it is not. */
export class Party {
  @Ref('body', { optional: true }) bodyId?: string;
  @Office('bodyId', { optional: true, note: 'The office, where the body has it on its list.' }) roleId?: string;
  @Text({ optional: true, max: 200, note: 'The office, in words; never a person.' }) role?: string;
}

/** Who promises, decides or asks, as far as a paper says. */
export class PromisedBy extends Party {
  @Choice(BASES) basis!: (typeof BASES)[number];
}

/** A number as a paper prints it; it says nothing about identity. */
export class PrintedNumber {
  @Text({ optional: true, max: 20 }) value?: string;
  @Choice(['printed', 'inferred', 'none']) basis!: 'printed' | 'inferred' | 'none';
}

/** A person in a narrative: the text holds a token, the name stands here and can be erased. */
export class PersonInText {
  @Text({ max: 20, note: 'As it stands in the text: {person:1}.' }) token!: string;
  @Text({ optional: true, max: 200, note: 'The office held, such as "Head of Parks".' }) role?: string;
  @PersonName({ optional: true }) name?: string;
}

/** What supports a statement: a passage of a document, or something that the ledger holds. Exactly one of the two. */
export class Evidence {
  @Part(() => Citation, { optional: true }) citation?: Citation;
  @Key({ optional: true, note: 'Key of a part of an object, such as meeting-…/decision/….' }) key?: string;
}

/** A period has a beginning and ends after it, or it is a single day. */
export function periodRules({ from, to, at }: EffectiveDto, field: string): Finding[] {
  return [
    at !== undefined &&
      (from !== undefined || to !== undefined) &&
      refusal(field, 'Give a period or a single day, not both', 'period-and-day'),
    at === undefined && from === undefined && refusal(`${field}.from`, 'Enter the first day of the period', 'required'),
    !!from && !!to && to <= from && refusal(`${field}.to`, 'The period must end after it starts', 'period-reversed'),
  ];
}

/** @param missing said where neither a body nor an office is named */
export function partyRules({ bodyId, roleId, role }: Party, field: string, missing: string): Finding[] {
  return [!bodyId && !roleId && !role && refusal(field, missing)];
}

export function promisedByRules(promisedBy: PromisedBy): Finding[] {
  return promisedBy.basis === 'named' ? partyRules(promisedBy, 'promisedBy', 'Choose a body or a role') : [];
}

/** Every person named by a token in the texts has a role. */
export function peopleRules(texts: readonly string[], people: readonly PersonInText[] = []): Finding[] {
  const inTexts = texts.flatMap((text) => text.match(/\{person:\d+\}/g) ?? []);
  const tokens = new Set([...inTexts, ...people.map(({ token }) => token)]);
  return [...tokens].map((token) => {
    const held = people.some((person) => person.token === token && person.role?.trim());
    return !held && refusal('people', `Say which role ${token} holds`);
  });
}

/** Evidence, or the explicit word that there is none. */
export function evidenceRules({ evidence = [], noEvidence }: Supported): Finding[] {
  return [
    evidence.length === 0 &&
      !noEvidence &&
      refusal('evidence', 'Add evidence or confirm with noEvidence that none was supplied'),
    evidence.length > 0 && !!noEvidence && refusal('noEvidence', 'There is evidence. Leave this out'),
    ...evidence.map(
      ({ citation, key }, index) =>
        !citation === !key && refusal(`evidence[${index}]`, 'Cite a passage or name something in the ledger'),
    ),
  ];
}

/** What rests on evidence, or says that none was supplied. */
interface Supported {
  evidence?: Evidence[];
  noEvidence?: boolean;
}
