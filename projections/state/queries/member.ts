import { ApiProperty } from '@nestjs/swagger';

// biome-ignore lint/suspicious/noExplicitAny: a class of any shape
type Class = new (...args: any[]) => object;
type Kind = 'text' | 'day' | 'instant' | 'whole' | 'flag' | 'id' | 'json' | 'any' | (() => Class);

interface Options {
  /** May be left out: there is nothing to say. */
  optional?: boolean;
  /** `null` has a meaning, which the note gives. */
  nullable?: boolean;
  oneOf?: readonly string[];
}

const SCHEMAS: Record<Exclude<Kind, () => Class>, Record<string, unknown>> = {
  text: { type: String },
  day: { type: String, format: 'date' },
  instant: { type: String, format: 'date-time' },
  whole: { type: 'integer' },
  flag: { type: Boolean },
  id: { type: String, format: 'uuid' },
  json: { type: 'object', additionalProperties: true },
  any: { oneOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'object' }], nullable: true },
};

/** A member of an answer, as the API's description has it. A kind in brackets is a list. */
export function Member(kind: Kind | [Kind], note = '', { optional, nullable, oneOf }: Options = {}): PropertyDecorator {
  const one = Array.isArray(kind) ? kind[0] : kind;
  return ApiProperty({
    ...(typeof one === 'function' ? { type: () => one() } : SCHEMAS[one]), // lazy only in a function named "type"
    isArray: Array.isArray(kind),
    required: !optional,
    ...(nullable ? { nullable } : {}),
    ...(oneOf ? { enum: [...oneOf] } : {}),
    ...(note ? { description: note } : {}),
  } as object);
}
