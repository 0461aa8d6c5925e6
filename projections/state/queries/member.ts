import { ApiProperty } from '@nestjs/swagger';

// biome-ignore lint/suspicious/noExplicitAny: a class of any shape
type Class = new (...args: any[]) => object;
export type Kind = 'text' | 'day' | 'instant' | 'whole' | 'flag' | 'id' | 'json' | 'any' | (() => Class);

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

/** A member of an answer as it was declared, for answers of another form than JSON. */
export interface MemberOf {
  name: string;
  kind: Kind;
  isList: boolean;
  note: string;
  /** What `null` says of it: that it was erased, rather than that there is nothing. */
  nullIsErased: boolean;
}

const declared = new Map<object, MemberOf[]>();

/** The members of a class of answers, those of its base classes first. */
export function membersOf(type: Class): MemberOf[] {
  const members: MemberOf[] = [];
  for (let proto = type.prototype; proto && proto !== Object.prototype; proto = Object.getPrototypeOf(proto))
    members.unshift(...(declared.get(proto) ?? []));
  return members;
}

/** A member of an answer, as the API's description has it. A kind in brackets is a list. */
export function Member(kind: Kind | [Kind], note = '', options: Options = {}): PropertyDecorator {
  const { optional, nullable, oneOf } = options;
  const isList = Array.isArray(kind);
  const one = isList ? kind[0] : kind;
  const described = ApiProperty({
    ...(typeof one === 'function' ? { type: () => one() } : SCHEMAS[one]), // lazy only in a function named "type"
    isArray: isList,
    required: !optional,
    ...(nullable ? { nullable } : {}),
    ...(oneOf ? { enum: [...oneOf] } : {}),
    ...(note ? { description: note } : {}),
  } as object);
  return (target, property) => {
    described(target, property);
    const member = { name: String(property), kind: one, isList, note, nullIsErased: nullIsErased(one, note, options) };
    declared.set(target, [...(declared.get(target) ?? []), member]);
  };
}

/** A text that may be left out is left out where there is none; of any other, the note says what `null` means. */
function nullIsErased(kind: Kind, note: string, { optional, nullable }: Options): boolean {
  return kind === 'text' && nullable === true && (optional === true || note.includes('erased'));
}
