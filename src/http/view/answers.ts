import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam, getSchemaPath } from '@nestjs/swagger';
import { METADATA_JSON } from '../list/metadata.js';
import type { Listing, Rows } from '../list/table-answer.js';
import { Asks, ListQuery, type QueryClass, SizeQuery } from './parameters.js';
import { ViewDto } from './view.dto.js';

// biome-ignore lint/suspicious/noExplicitAny: a class of any shape; only its described members matter
type Class = new (...args: any[]) => object;

/**
 * What a route answers with: one thing, which may be a list in nature and then comes as a table too, or a page of things
 * with others beside it, some of them only at times.
 */
type Shape =
  | { one: Class; table?: Rows }
  | { pageOf: Class; beside?: Record<string, Class>; atTimes?: Record<string, Class> };

/** Of a route that lists: a {@link Listing}. */
export const LISTS = 'http:lists';

/** Declares a reading route: what it is for, which parameters it takes, what it answers with. */
export function Answers(summary: string, asks: QueryClass, shape: Shape): MethodDecorator {
  const hasView = asks.prototype instanceof SizeQuery || asks === SizeQuery;
  const view = hasView ? { view: { $ref: getSchemaPath(ViewDto) } } : {};
  return applyDecorators(
    Asks(asks),
    ApiOperation({ summary }),
    ApiExtraModels(...(hasView ? [ViewDto] : []), ...modelsOf(shape)),
    ...asTable(summary, shape, asks),
    ApiOkResponse({ description: summary, schema: schemaOf(shape, view, isList(asks)) as object }),
  );
}

/** A list in a view is to be had as a table too. */
function isList(asks: QueryClass): boolean {
  return asks.prototype instanceof ListQuery || asks === ListQuery;
}

function asTable(title: string, shape: Shape, asks: QueryClass): MethodDecorator[] {
  const table = 'one' in shape ? shape.table : isList(asks) && { of: shape.pageOf };
  if (!table) return [];
  const listing: Listing = { ...table, title };
  const content = { 'text/csv': { schema: { type: 'string' } }, [METADATA_JSON]: { schema: { type: 'object' } } };
  return [SetMetadata(LISTS, listing), ApiOkResponse({ content })];
}

/** Documents the `{id}` of an address. */
export function ApiId(noun: string, name = 'id'): MethodDecorator {
  return ApiParam({
    name,
    description: `The ${noun}, by UUID or external id such as C22-01.`,
    schema: { type: 'string', maxLength: 64 },
  });
}

function modelsOf(shape: Shape): Class[] {
  return 'one' in shape ? [shape.one] : [shape.pageOf, ...Object.values({ ...shape.beside, ...shape.atTimes })];
}

function schemaOf(shape: Shape, view: object, list: boolean): object {
  if ('one' in shape) {
    const one = { $ref: getSchemaPath(shape.one) };
    return Object.keys(view).length === 0 ? one : { allOf: [members(view), one] };
  }
  const whole = {
    ...view,
    ...schemasOf(shape.beside),
    items: { type: 'array', items: { $ref: getSchemaPath(shape.pageOf) } },
    total: { type: 'integer', minimum: 0, description: 'Items of the whole list in this view.' },
    ...(list ? { entries: ENTRIES } : {}),
    next: {
      type: 'string',
      nullable: true,
      description: 'Address of the next page in the same view; null at the end.',
    },
  };
  return { ...members({ ...whole, ...schemasOf(shape.atTimes) }), required: Object.keys(whole) };
}

function schemasOf(types: Record<string, Class> = {}): object {
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { $ref: getSchemaPath(type) }]));
}

const NUMBER = { type: 'integer', minimum: 0 };

const ENTRIES = {
  ...members({ live: NUMBER, backfill: NUMBER, correction: NUMBER }),
  description: 'The same by how the entry that answers for an item came in.',
};

function members(properties: object): object {
  return { type: 'object', properties, required: Object.keys(properties) };
}
