import type { OpenAPIObject } from '@nestjs/swagger';

type Schema = Record<string, unknown>;

const ENTRY = '01900000-0000-7000-8000-00000000abcd';

/** Texts for the patterns that fields have. */
const CANDIDATES = ['X-1', '1', 'a'.repeat(64), `body-${ENTRY}/name`, 'Europe/London'];

/** The smallest value that a schema of the API's description takes, so that a command gets past the check of its shape. */
export function sampleOf(schema: Schema, schemas: Record<string, Schema>, name = ''): unknown {
  const reference = (schema.$ref ?? (schema.allOf as Schema[] | undefined)?.[0]?.$ref) as string | undefined;
  if (reference) return sampleOf(schemas[reference.split('/').at(-1)!]!, schemas);
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema.type === 'array') return [sampleOf(schema.items as Schema, schemas)];
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, Number(schema.minimum ?? 1));
  if (schema.type === 'boolean') return true;
  if (schema.type === 'string') return textFor(schema, name);
  const required = new Set(schema.required as string[] | undefined);
  const members = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  return Object.fromEntries(
    members.filter(([member]) => required.has(member)).map(([member, one]) => [member, sampleOf(one, schemas, member)]),
  );
}

function textFor(schema: Schema, name: string): string {
  if (schema.format === 'date') return '2022-08-04';
  if (schema.format === 'uuid') return ENTRY;
  if (schema.format === 'uri' || schema.format === 'uri-reference') return 'https://papers.example/1';
  if (name === 'timeZone') return 'Europe/London';
  const pattern = new RegExp((schema.pattern as string | undefined) ?? '');
  return CANDIDATES.find((text) => pattern.test(text)) ?? '';
}

/** A description in which no object takes members that it does not name, so that an answer with more is found. */
export function closed(document: OpenAPIObject): object {
  const schemas = document.components!.schemas as Record<string, Schema>;
  return close(document as unknown as Schema, schemas) as object;
}

function close(description: unknown, schemas: Record<string, Schema>): unknown {
  if (Array.isArray(description)) return description.map((one) => close(one, schemas));
  if (typeof description !== 'object' || description === null) return description;
  const whole = merged(description as Schema, schemas);
  const copy = Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, close(value, schemas)]));
  const object = copy.type === 'object' && typeof copy.properties === 'object';
  return nullable(object ? { ...copy, additionalProperties: false } : copy);
}

/** A view and what is seen in it are described apart; each alone would refuse the members of the other. */
function merged(schema: Schema, schemas: Record<string, Schema>): Schema {
  const [first, second] = (schema.allOf ?? []) as Schema[];
  if (!first || !second) return schema;
  const referred = schemas[String(second.$ref).split('/').at(-1)!]!;
  return {
    type: 'object',
    properties: { ...(first.properties as object), ...(referred.properties as object) },
    required: [...(first.required as string[]), ...((referred.required ?? []) as string[])],
  };
}

/** OpenAPI 3.0 has a word of its own for what JSON Schema calls the type null. */
function nullable(schema: Schema): Schema {
  if (schema.nullable !== true) return schema;
  const { nullable: _word, ...rest } = schema;
  return { anyOf: [rest, { type: 'null' }] };
}
