import { Citation } from './envelope.dto.js';
import { type Class, type Field, fieldsOf } from './fields.js';

/** One value of a payload: where it stands (RFC 6901 pointer below the payload, and as people write it), and its field. */
export interface Leaf {
  pointer: string;
  /** `blocks[0].text` */
  path: string;
  field: Field;
  value: unknown;
  /** The object or list that holds it, and under which name, so that it can be replaced. */
  holder: Record<string, unknown> | unknown[];
  at: string | number;
}

/** Visits every value of a payload that its class declares; lists item by item, parts member by member. */
export function* leaves(type: Class, payload: object, pointer = '', path = ''): Generator<Leaf> {
  for (const field of fieldsOf(type)) {
    const holder = payload as Record<string, unknown>;
    const value = holder[field.name];
    if (value === undefined) continue;
    const here = { pointer: `${pointer}/${field.name}`, path: path === '' ? field.name : `${path}.${field.name}` };
    if (field.list && Array.isArray(value)) {
      for (const [index, item] of value.entries())
        yield* one(field, item, `${here.pointer}/${index}`, `${here.path}[${index}]`, value, index);
    } else {
      yield* one(field, value, here.pointer, here.path, holder, field.name);
    }
  }
}

function* one(
  field: Field,
  value: unknown,
  pointer: string,
  path: string,
  holder: Leaf['holder'],
  at: string | number,
): Generator<Leaf> {
  if (field.kind.is === 'part') {
    if (isObject(value)) yield* leaves(field.kind.type(), value, pointer, path);
  } else {
    yield { pointer, path, field, value, holder, at };
  }
}

/** A member of a payload: where it stands as people write it, its value, and its field where its class declares one. */
export interface Member {
  path: string;
  value: unknown;
  field: Field | undefined;
  /** The class of what holds it. */
  holder: Class;
}

/** Visits the members of a payload and of its parts, declared or not, a holder before what it holds. */
export function* members(type: Class, payload: object, path = ''): Generator<Member> {
  const fields = new Map(fieldsOf(type).map((field) => [field.name, field]));
  for (const [name, value] of Object.entries(payload)) {
    const field = fields.get(name);
    const here = path === '' ? name : `${path}.${name}`;
    yield { path: here, value, field, holder: type };
    if (field?.kind.is !== 'part') continue;
    for (const [index, item] of (Array.isArray(value) ? value : [value]).entries())
      if (isObject(item)) yield* members(field.kind.type(), item, field.list ? `${here}[${index}]` : here);
  }
}

/** Visits the citations of a payload wherever they stand, be it in its parts, as its class declares them. */
export function* citationsIn(type: Class, payload: object): Generator<{ path: string; citation: Citation }> {
  for (const { path, value, field } of members(type, payload)) {
    if (field?.kind.is !== 'part' || field.kind.type() !== Citation) continue;
    for (const [index, item] of [value].flat().entries())
      if (isObject(item)) yield { path: field.list ? `${path}[${index}]` : path, citation: item as Citation };
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
