import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  Validate,
  ValidateIf,
  ValidateNested,
  type ValidationArguments,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { isDay } from '../dates.js';
import { isExternalId, isUuid } from '../ids.js';

/**
 * The fields that events and commands are made of. One decorator says all that the product must know of a field:
 * how it is checked (class-validator), how it is documented (OpenAPI), whether its value is erasable, and whether it
 * names another object. Validation, the API's description, concealment and reference checks are read from here, so a
 * new event is a class of these fields and nothing else.
 */

// biome-ignore lint/suspicious/noExplicitAny: a class of any shape; decorators know no more of it
export type Class<T = any> = new (...args: any[]) => T;

export type FieldKind =
  | { is: 'clear' }
  /** Narrative: committed in the entry, its value erasable by itself. */
  | { is: 'narrative' }
  /** A person's name: committed in the entry, its value erasable with the person's key. */
  | { is: 'person' }
  /** Names objects by UUID or external id; the service stores UUIDs and refuses what is unknown. */
  | { is: 'reference'; categories: readonly string[]; mustExist: boolean }
  /** Key of a part of an object, `meeting-…/decision/…`; what it names must stand in the ledger, whatever the date. */
  | { is: 'key'; mustExist: boolean }
  /** An entry by its event id; it must be in the ledger and not voided. */
  | { is: 'entry'; mustExist: boolean }
  /** An office by UUID or external id, inside the body that another member of the same part names. */
  | { is: 'office'; body: string }
  | { is: 'part'; type: () => Class };

/** An address on the web alone, or the path of a page of this ledger as well, such as `/reports/REPORT`. */
export type AddressKind = 'web' | 'web-or-own-page';

/** How much a find in a field counts, as PostgreSQL weighs words: `A` most. */
export type SearchWeight = 'A' | 'B' | 'C' | 'D';

export interface Field {
  name: string;
  kind: FieldKind;
  list: boolean;
  /** Of a list: how many items it may hold. */
  most?: number;
  /** Of one word of a closed list: that list. */
  words?: readonly string[];
  /** Of an address: what may be one. A rule and no matter of shape, since entries of former times hold any text. */
  address?: AddressKind;
  /**
   * What is said where a required value is absent, before the words of a closed list unless it names them all;
   * `Printed number is required` unless told.
   */
  missing?: string;
  /** What is said where the value is not of its kind; the words of its kind unless told. */
  invalid?: string;
  /** What is said where the ledger does not hold what is named; the words of its kind unless told. */
  unknown?: string;
  /** Absent: it is not searched. */
  search?: SearchWeight;
}

interface Common {
  optional?: boolean;
  /** What is said where a required value is absent or empty, in the words of the people who enter it. */
  missing?: string;
  /** What is said where the value is there but not of its kind. */
  invalid?: string;
  /** Said in the API's description. */
  note?: string;
}

/** Of a field that people search in. */
interface Searched {
  search?: SearchWeight;
}

/** Of a field that names something in the ledger. */
interface Naming {
  /** What is said where the ledger does not hold it, in the words of the people who enter it. */
  unknown?: string;
}

/** Of keys and entries that have a check of their own, or need not be there yet. */
interface MayBeUnchecked extends Naming {
  unchecked?: true;
}

/** Of an address that may be the path of a page of this ledger. */
interface MayBeOwnPage {
  orOwnPage?: true;
}

/** Of a key that may name only parts of some kinds. */
interface KeyOf {
  /** Category and part, such as `meeting/decision`. Absent: any part of any object. */
  of?: readonly [string, ...string[]];
}

interface Listed extends Common {
  /** Most items of a list; 200 unless told. Checked before anything inside it. */
  most?: number;
  /** Fewest items of a list; 0 unless told. */
  least?: number;
}

interface Chosen {
  words?: readonly string[];
}

interface Addressing {
  address?: AddressKind;
}

/** Items that a list may hold unless its field says otherwise. */
const MOST_ITEMS = 200;

const registry = new Map<object, Field[]>();

/** The fields of a class, those of its base classes first; one declared again stands as declared last. */
export function fieldsOf(type: Class): Field[] {
  const fields: Field[] = [];
  for (let proto = type.prototype; proto && proto !== Object.prototype; proto = Object.getPrototypeOf(proto))
    fields.unshift(...(registry.get(proto) ?? []));
  return lastOfEachName(fields);
}

/** Lets a class made of others carry their fields. */
export function inheritFields(type: Class, from: readonly Class[]): void {
  registry.set(type.prototype, lastOfEachName([...from.flatMap(fieldsOf), ...(registry.get(type.prototype) ?? [])]));
}

function lastOfEachName(fields: readonly Field[]): Field[] {
  return [...new Map(fields.map((field) => [field.name, field])).values()];
}

/** Text kept in clear for ever: a title, a wording, printed words. */
export function Text(options: Common & Searched & { max?: number } = {}): PropertyDecorator {
  return textField({ is: 'clear' }, options, options.max ?? 500);
}

/** Free text whose value can be erased later; up to 4,000 characters unless told. */
export function Narrative(options: Common & Searched & { max?: number } = {}): PropertyDecorator {
  return textField({ is: 'narrative' }, options, options.max ?? 4_000);
}

/** A person's name; the entry holds a commitment to it, never the name. */
export function PersonName(options: Common = {}): PropertyDecorator {
  return textField({ is: 'person' }, options, 200);
}

/** Short texts in clear. */
export function Texts(options: Listed & Searched & { max?: number } = {}): PropertyDecorator {
  const max = options.max ?? 500;
  return field({ is: 'clear' }, options, true, { type: String, maxLength: max }, [
    IsString({ each: true, message: says('must be a list of texts') }),
    Matches(/\S/, { each: true, message: says('items must not be empty') }),
    MaxLength(max, { each: true, message: says(`items must be ${max} characters or fewer`) }),
  ]);
}

/**
 * Where something stands on the web, in clear: what readers are sent to. Its shape is that of any text, as it was when
 * any text was taken: a command from then gives its receipt still. That it is an address is asked of what is new.
 */
export function Address({ orOwnPage, ...options }: Common & MayBeOwnPage = {}): PropertyDecorator {
  const address = orOwnPage ? 'web-or-own-page' : 'web';
  const format = orOwnPage ? 'uri-reference' : 'uri';
  return textField({ is: 'clear' }, { ...options, address }, 2_000, { format });
}

/** A calendar day, `YYYY-MM-DD`. */
export function Day(options: Common = {}): PropertyDecorator {
  return field({ is: 'clear' }, options, false, { type: String, format: 'date' }, [Validate(IsCalendarDay)]);
}

/** One word of a closed list. */
export function Choice(words: readonly string[], options: Common = {}): PropertyDecorator {
  return field({ is: 'clear' }, { ...options, words }, false, { type: String, enum: [...words] }, [
    IsIn([...words], { message: says(`must be one of: ${words.join(', ')}`) }),
  ]);
}

/** Several words of a closed list. */
export function Choices(words: readonly string[], options: Listed = {}): PropertyDecorator {
  return field({ is: 'clear' }, options, true, { type: String, enum: [...words] }, [
    IsIn([...words], { each: true, message: says(`may hold only: ${words.join(', ')}`) }),
  ]);
}

/** A whole number within ±(2^53-1), or the range given. */
export function Whole(options: Common & { min?: number; max?: number } = {}): PropertyDecorator {
  const min = options.min ?? Number.MIN_SAFE_INTEGER;
  const max = options.max ?? Number.MAX_SAFE_INTEGER;
  return field({ is: 'clear' }, options, false, { type: 'integer', minimum: min, maximum: max }, [
    IsInt({ message: says('must be a whole number') }),
    Min(min, { message: says(`must be ${min} or more`) }),
    Max(max, { message: says(`must be ${max} or less`) }),
  ]);
}

/** A measured value as a decimal string, digits as reported: `12.50` keeps its zero. */
export function Decimal(options: Common = {}): PropertyDecorator {
  return field({ is: 'clear' }, options, false, { type: String, pattern: DECIMAL.source }, [
    Matches(DECIMAL, {
      message: says('must be a number as a text, with digits and at most one point, for example "12.50"'),
    }),
  ]);
}

/** Yes or no. */
export function Flag(options: Common = {}): PropertyDecorator {
  return field({ is: 'clear' }, options, false, { type: Boolean }, [
    IsBoolean({ message: says('must be true or false') }),
  ]);
}

/** The SHA-256 of a file, 64 hexadecimal digits in lower case. */
export function Sha256(options: Common = {}): PropertyDecorator {
  return field({ is: 'clear' }, options, false, { type: String, pattern: SHA256.source }, [
    Matches(SHA256, { message: says('must be 64 hexadecimal digits in lower case') }),
  ]);
}

/** An object of the ledger, by UUID or external id. Unknown objects are refused. */
export function Ref(categories: string | readonly string[], options: Common & Naming = {}): PropertyDecorator {
  const kind = { is: 'reference', categories: [categories].flat(), mustExist: true } as const;
  return field(kind, options, false, idSchema, [Validate(IsReference)]);
}

/** Several objects of the ledger. */
export function Refs(categories: string | readonly string[], options: Listed & Naming = {}): PropertyDecorator {
  const kind = { is: 'reference', categories: [categories].flat(), mustExist: true } as const;
  return field(kind, options, true, idSchema, [Validate(IsReference, { each: true })]);
}

/** The id of a part or of an object that may not exist yet; an external id is resolved, existence is a rule's business. */
export function Id(options: Common = {}): PropertyDecorator {
  return field({ is: 'reference', categories: [], mustExist: false }, options, false, idSchema, [
    Validate(IsReference),
  ]);
}

/** Ids of parts. */
export function Ids(options: Listed = {}): PropertyDecorator {
  const kind = { is: 'reference', categories: [], mustExist: false } as const;
  return field(kind, options, true, idSchema, [Validate(IsReference, { each: true })]);
}

/** An entry of the ledger, by its event id. What the ledger does not hold, or what was voided, is refused. */
export function Entry(options: Common & MayBeUnchecked = {}): PropertyDecorator {
  return field({ is: 'entry', mustExist: !options.unchecked }, options, false, entrySchema, [Validate(IsEntryId)]);
}

/** Several entries. */
export function Entries(options: Listed & MayBeUnchecked = {}): PropertyDecorator {
  const kind = { is: 'entry', mustExist: !options.unchecked } as const;
  return field(kind, options, true, entrySchema, [Validate(IsEntryId, { each: true })]);
}

/** The key of a part of an object, for example `meeting-…/decision/…`. What the ledger does not hold is refused. */
export function Key(options: Common & MayBeUnchecked & KeyOf = {}): PropertyDecorator {
  const pattern = options.of ? keyOf(options.of) : KEY;
  return field(
    { is: 'key', mustExist: !options.unchecked },
    options,
    false,
    { ...keySchema, pattern: pattern.source },
    [Matches(pattern, { message: says(`must be ${options.of ? aKeyOf(options.of) : A_KEY}`) })],
  );
}

/** Keys of several parts. */
export function Keys(options: Listed & MayBeUnchecked = {}): PropertyDecorator {
  return field({ is: 'key', mustExist: !options.unchecked }, options, true, keySchema, [
    Matches(KEY, { each: true, message: says(`items must be ${A_KEY}`) }),
  ]);
}

/**
 * An office inside a body, by UUID or external id. An office that the body never had is refused.
 *
 * @param body the member of the same part that names the body
 */
export function Office(body: string, options: Common & Naming = {}): PropertyDecorator {
  return field({ is: 'office', body }, options, false, idSchema, [Validate(IsReference)]);
}

/** The whole payload of another entry, anew; it is checked against the class of that entry's type. */
export function Payload(options: Common = {}): PropertyDecorator {
  return field({ is: 'clear' }, options, false, { type: Object }, [Validate(IsPlainObject)]);
}

/** A structured part. */
export function Part(type: () => Class, options: Common = {}): PropertyDecorator {
  return field({ is: 'part', type }, options, false, described(type), [
    Type(type),
    ValidateNested({ message: says('must be an object') }),
    Validate(IsPlainObject),
  ]);
}

/** A list of structured parts. */
export function Parts(type: () => Class, options: Listed = {}): PropertyDecorator {
  return field({ is: 'part', type }, options, true, described(type), [
    Type(type),
    ValidateNested({ each: true, message: says('must be a list of objects') }),
    Validate(IsPlainObject, { each: true }),
  ]);
}

const DECIMAL = /^-?(0|[1-9]\d{0,30})(\.\d{1,30})?$/;
const SHA256 = /^[0-9a-f]{64}$/;
const KEY = /^[a-z]+-[0-9a-f-]{36}\/[\x20-\x7e]{1,300}$/;
const A_KEY = 'the key of a part of an object, such as meeting-…/decision/…';

/** A part itself, not what is said of it: `meeting-…/decision/…/end` is none. */
function keyOf(parts: readonly string[]): RegExp {
  const either = parts.map((part) => part.replace('/', '-[0-9a-f-]{36}\\/'));
  return new RegExp(`^(${either.join('|')})\\/[0-9a-f-]{36}$`);
}

function aKeyOf(parts: readonly string[]): string {
  const either = parts.map((part) => `${part.replace('/', '-…/')}/…`);
  return `the key of a ${parts.map((part) => part.split('/')[1]).join(' or ')}: ${either.join(' or ')}`;
}

const idSchema = { type: String, maxLength: 64 };
const entrySchema = { type: String, format: 'uuid' };
const keySchema = { type: String, pattern: KEY.source };

function textField(
  kind: FieldKind,
  options: Common & Searched & Addressing,
  max: number,
  schema: Record<string, unknown> = {},
): PropertyDecorator {
  // What is clear may be part of a key, where nothing and an empty text are not the same.
  const mayBeEmpty = options.optional && kind.is !== 'clear';
  const empty = options.optional ? says('must not be empty. Leave it out') : says('must not be empty');
  return field(kind, options, false, { type: String, ...schema, maxLength: max }, [
    IsString({ message: says('must be a text') }),
    ...(mayBeEmpty ? [] : [Matches(/\S/, { message: options.missing ?? empty })]),
    MaxLength(max, { message: says(`must be ${max} characters or fewer`) }),
  ]);
}

function field(
  kind: FieldKind,
  options: Listed & Naming & Searched & Chosen & Addressing,
  list: boolean,
  schema: Record<string, unknown>,
  checks: PropertyDecorator[],
): PropertyDecorator {
  return (target, property) => {
    const name = String(property);
    const own = registry.get(target) ?? [];
    const { missing, invalid, unknown, search, words, address, most = MOST_ITEMS } = options;
    const declared: Field = {
      ...{ name, kind, list },
      ...(list ? { most } : {}),
      ...(words ? { words } : {}),
      ...(address ? { address } : {}),
      ...(missing ? { missing } : {}),
      ...(invalid ? { invalid } : {}),
      ...(unknown ? { unknown } : {}),
      ...(search ? { search } : {}),
    };
    registry.set(target, [...own.filter((other) => other.name !== name), declared]);
    const all = [...checks];
    if (list)
      all.push(
        IsArray({ message: says('must be a list') }),
        ArrayMinSize(options.least ?? 0, {
          message: options.missing ?? says(`must hold at least ${options.least ?? 0} items`),
        }),
      );
    if (options.optional) all.push(IsPresentOrAbsent());
    all.push(
      ApiProperty({
        ...schema,
        isArray: list,
        ...(list ? { maxItems: most } : {}),
        required: !options.optional,
        ...(options.note ? { description: options.note } : {}),
      } as object),
    );
    for (const decorate of all) decorate(target, property);
  };
}

/** The schema of a part. OpenAPI's library takes a function for a lazy type only where it is named "type". */
function described(part: () => Class): Record<string, unknown> {
  return { type: () => part() };
}

/** Absent is fine; `null` is not: a field that is not there is left out. */
function IsPresentOrAbsent(): PropertyDecorator {
  return (target, property) => {
    ValidateIf((holder: Record<string, unknown>) => holder[String(property)] !== undefined)(target, property as string);
  };
}

function says(rule: string) {
  return (args: ValidationArguments): string => `${labelOf(args.property)} ${rule}`;
}

/** `printedNumber` as people read it: "Printed number". */
export function labelOf(property: string): string {
  const words = property.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

@ValidatorConstraint({ name: 'isCalendarDay' })
class IsCalendarDay implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return isDay(value);
  }
  defaultMessage(args: ValidationArguments): string {
    return `${labelOf(args.property)} must be a real date written YYYY-MM-DD, for example 2022-08-04`;
  }
}

@ValidatorConstraint({ name: 'isReference' })
class IsReference implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return isUuid(value) || isExternalId(value);
  }
  defaultMessage(args: ValidationArguments): string {
    return `${labelOf(args.property)} must be a UUID in lower case or an external id such as C22-01`;
  }
}

@ValidatorConstraint({ name: 'isEntryId' })
class IsEntryId implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return isUuid(value);
  }
  defaultMessage(args: ValidationArguments): string {
    return `${labelOf(args.property)} must be the id of an entry, a UUID in lower case`;
  }
}

@ValidatorConstraint({ name: 'isPlainObject' })
class IsPlainObject implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
  defaultMessage(args: ValidationArguments): string {
    return `${labelOf(args.property)} must be an object`;
  }
}
