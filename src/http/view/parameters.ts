import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { isDay } from '../../ledger/dates.js';
import { isExternalId, isUuid } from '../../ledger/ids.js';

/**
 * The parameters of an address. A query class declares which a route takes; what is not declared is refused. One
 * decorator says how a parameter is written, read and documented.
 */

// biome-ignore lint/suspicious/noExplicitAny: a class of any shape; only its declared parameters matter
export type QueryClass<T = any> = new () => T;

export interface Parameter {
  name: string;
  description: string;
  /** Of the value in OpenAPI. */
  schema: Record<string, unknown>;
  /** Gives the value, or `undefined` where the text is malformed. */
  read: (text: string) => unknown;
  /** How it must be written, after "must be". */
  mustBe: string;
}

const declared = new Map<object, Parameter[]>();

/** The parameters of a query class, those of its base classes first. */
export function parametersOf(type: QueryClass): Parameter[] {
  const parameters: Parameter[] = [];
  for (let proto = type.prototype; proto && proto !== Object.prototype; proto = Object.getPrototypeOf(proto))
    parameters.unshift(...(declared.get(proto) ?? []));
  return parameters;
}

/** A calendar day. */
export function DayParameter(description: string): PropertyDecorator {
  return parameter({
    description,
    schema: { type: 'string', format: 'date' },
    read: (text) => (isDay(text) ? text : undefined),
    mustBe: 'a real date written YYYY-MM-DD, for example 2022-08-04',
  });
}

/** A whole number in decimal digits, without sign or leading zeros. */
export function WholeParameter(description: string, min: number, max: number, byDefault?: number): PropertyDecorator {
  return parameter({
    description,
    schema: { type: 'integer', minimum: min, maximum: max, ...(byDefault === undefined ? {} : { default: byDefault }) },
    read: (text) => {
      const value = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? value : undefined;
    },
    mustBe: `a whole number from ${min} to ${max}, without sign or leading zeros`,
  });
}

/** One word of a closed list. */
export function ChoiceParameter(description: string, words: readonly string[]): PropertyDecorator {
  return parameter({
    description,
    schema: { type: 'string', enum: [...words] },
    read: (text) => (words.includes(text) ? text : undefined),
    mustBe: `one of: ${words.join(', ')}`,
  });
}

/** An object of the ledger, by UUID or external id. */
export function IdParameter(description: string): PropertyDecorator {
  return parameter({
    description,
    schema: { type: 'string', maxLength: 64 },
    read: (text) => (isUuid(text) || isExternalId(text) ? text : undefined),
    mustBe: 'a UUID in lower case or an external id such as C22-01',
  });
}

/** A short text, taken as it is written. */
export function TextParameter(description: string, most: number): PropertyDecorator {
  return parameter({
    description,
    schema: { type: 'string', maxLength: most },
    read: (text) => (text.trim() !== '' && text.length <= most ? text : undefined),
    mustBe: `a text of at most ${most} characters`,
  });
}

/** Words to look for, separated by spaces: up to ten, of at least two characters. */
export function WordsParameter(description: string): PropertyDecorator {
  return parameter({
    description,
    schema: { type: 'string', maxLength: 200 },
    read: (text) => {
      const words = text.trim().split(/\s+/);
      const fine = text.length <= 200 && words.length <= 10 && words.every((word) => word.length >= 2);
      return fine ? words : undefined;
    },
    mustBe: 'one to ten words of at least two characters',
  });
}

/** What to search for, in words as people type them. */
export function SearchParameter(description: string): PropertyDecorator {
  return parameter({
    description,
    schema: { type: 'string', maxLength: 200 },
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    read: (text) => (text.trim() !== '' && text.length <= 200 && !/[\u0000-\u001f]/.test(text) ? text : undefined),
    mustBe: 'a text of 1 to 200 characters on one line',
  });
}

/** What somebody typed into a field of a form, which may be nothing. The route itself says what is wrong with it. */
export function FieldParameter(description: string, most: number): PropertyDecorator {
  return parameter({
    description,
    schema: { type: 'string', maxLength: most },
    read: (text) => (text.length <= most ? text : undefined),
    mustBe: `at most ${most} characters`,
  });
}

/** Where a page begins, as the `next` link of the page before has it. */
export function PlaceParameter(description: string): PropertyDecorator {
  return parameter({
    description,
    schema: { type: 'string', maxLength: 4_000 }, // a figure goes by its period, areas and breakdown, in words
    read: (text) => (text.length > 0 && text.length <= 4_000 ? text : undefined),
    mustBe: 'taken from the next link of an earlier page',
  });
}

function parameter(given: Omit<Parameter, 'name'>): PropertyDecorator {
  return (target, property) => {
    const own = declared.get(target) ?? [];
    declared.set(target, [...own, { name: String(property), ...given }]);
  };
}

/** The route depends on the size of the ledger alone. */
export class SizeQuery {
  @WholeParameter('Entries to consider; the published size unless told.', 0, Number.MAX_SAFE_INTEGER)
  atSize?: number;
}

/** The route answers in a view: what had been reported by a day, from a ledger of a size. */
export class ViewQuery extends SizeQuery {
  @DayParameter("Only what had been reported by the end of this day; today in the ledger's time zone unless told.")
  asReportedOn?: string;

  @DayParameter('Another name for asReportedOn; give one of the two.')
  asOf?: string;
}

export const DEFAULT_LIMIT = 100;
export const MOST = 1_000;
export const FORMATS = ['json', 'csv', 'metadata'] as const;

/** The answer is to be had as a table too. */
export class TableQuery extends ViewQuery {
  @ChoiceParameter(
    'json: the answer, a list in pages. csv: a table, the whole list unless a limit is given. metadata: what its ' +
      'columns mean, the view it was taken from and the hash of its bytes. Without it, text/csv in Accept asks for a ' +
      'table.',
    FORMATS,
  )
  format?: (typeof FORMATS)[number];
}

/** A list that comes in pages. */
export class ListQuery extends TableQuery {
  @WholeParameter('Most items of a page; as a table, all unless told.', 1, MOST, DEFAULT_LIMIT)
  limit?: number;

  @PlaceParameter('Continue behind this item; comes with the `next` link of the page before.')
  after?: string;
}

/** The route takes no parameters at all. */
export class NoQuery {}

export const ASKS = 'http:asks';

export const RESTS_ON = 'http:rests-on';

/** Says which read models a route needs, where they are others than most: how far it can answer goes by these. */
export function RestsOn(...projections: string[]): MethodDecorator {
  return SetMetadata(RESTS_ON, projections);
}

/** Declares a route's parameters. Without it a route takes none. */
export function Asks(type: QueryClass): MethodDecorator {
  return applyDecorators(
    SetMetadata(ASKS, type),
    ...parametersOf(type).map(({ name, description, schema }) =>
      ApiQuery({ name, description, schema, required: false }),
    ),
  );
}
