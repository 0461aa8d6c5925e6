import fc from 'fast-check';

/** Texts that have broken software before. */
const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfffy',
  '\u2028\u2029',
  '\u202eright to left',
  '\ufeff',
  '😀'.repeat(200),
  'e\u0301'.repeat(300),
  "'; DROP TABLE users; --",
  '" OR ""="',
  "\\'; COMMIT; --",
  '$1',
  '%s%n',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  'a\r\nSet-Cookie: b=c',
  '__proto__',
  'constructor',
  'toString',
  'undefined',
  'NaN',
  '-0',
  '1e400',
  '2022-02-30',
  '0000-01-01',
  '9999-12-31',
  '01900000-0000-7000-8000-000000000000',
  '01900000-0000-7000-8000-00000000000G',
  'FFFFFFFF-FFFF-7FFF-BFFF-FFFFFFFFFFFF',
  'body-01900000-0000-7000-8000-000000000000/name',
  'Dr Anna Example',
  'x'.repeat(501),
  'x'.repeat(4_001),
  '\u{10ffff}'.repeat(4_000),
  'y'.repeat(70_000),
];

const NUMBERS = [0, -1, 1, 1.5, 0.1 + 0.2, 2 ** 31, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), 1e21, 1e308, 5e-324];

/** Names that mean something to JavaScript, and some that mean something to this ledger. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'toJSON',
  'then',
  'length',
  'hasOwnProperty',
  '$c',
  '',
  'a.b',
  'a/b~c',
  'sequence',
  'recordedAt',
  'x\0y',
  'id',
  'target',
  'statement',
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ maxLength: 300 }),
);

const name = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...NAMES) }, fc.string({ maxLength: 10 }));

/** Any JSON value that should not be where it is put, own members called `__proto__` among them. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...NUMBERS, null, true, false) },
  fc.constantFrom<unknown>(
    [],
    {},
    [[]],
    [null],
    [{}],
    { toString: 1, valueOf: 1 },
    { toJSON: 1 },
    { length: 1, 0: 'a' },
    { $c: 'A'.repeat(43) },
  ),
  fc.array(fc.oneof(hostileText, fc.constantFrom(...NUMBERS)), { maxLength: 4 }),
  fc
    .array(fc.tuple(name, fc.oneof(hostileText, fc.constantFrom<unknown>(null, 1, {}, []))), { maxLength: 4 })
    .map(withMembers),
  fc.constantFrom(14, 16, 17, 200, 900).map((depth) => nested(depth, (inner) => [inner])),
  fc.constantFrom(14, 16, 17, 200, 900).map((depth) => nested(depth, (inner) => ({ a: inner }))),
  fc.constantFrom(201, 5_000).map((length) => Array.from({ length }, (_, n) => n)),
  fc.constantFrom(300, 5_000).map((count) => withMembers(Array.from({ length: count }, (_, n) => [`m${n}`, n]))),
);

/** An object with these own members, whatever their names mean. */
function withMembers(members: readonly (readonly [string, unknown])[]): object {
  const object = {};
  for (const [member, value] of members)
    Object.defineProperty(object, member, { value, enumerable: true, configurable: true, writable: true });
  return object;
}

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 1;
  for (let n = 0; n < depth; n++) value = wrap(value);
  return value;
}

/** One change to a value: where, counted over all its members, and what is done there. */
export interface Mutation {
  at: number;
  does: 'replace' | 'remove' | 'add' | 'wrap' | 'rename' | 'repeat';
  value: unknown;
  name: string;
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(10_000),
  does: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'wrap', 'rename', 'repeat'),
  value: hostileValue,
  name,
});

/** A copy with mutations; `undefined` stays what cannot be changed any more. */
export function mutated(value: object, mutations: readonly Mutation[]): object {
  const copy = structuredClone(value);
  for (const one of mutations) {
    const places = placesIn(copy);
    const place = places[one.at % places.length];
    if (!place) continue;
    const { holder, key } = place;
    const here = Reflect.get(holder, key);
    // Its own copy: a later mutation may reach into it, and must not put it into itself.
    const value: unknown = structuredClone(one.value);
    if (one.does === 'replace') put(holder, key, value);
    else if (one.does === 'remove') Reflect.deleteProperty(holder, key);
    else if (one.does === 'add') put(holder, Array.isArray(holder) ? key : one.name, value);
    else if (one.does === 'wrap') put(holder, key, [here]);
    else if (one.does === 'repeat') put(holder, key, [here, here]);
    else if (!Array.isArray(holder)) {
      Reflect.deleteProperty(holder, key);
      put(holder, one.name, here);
    }
  }
  return copy;
}

function put(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function placesIn(value: object, depth = 0): { holder: object; key: string }[] {
  if (depth > 8) return [];
  return Object.keys(value)
    .slice(0, 50)
    .flatMap((key) => {
      const inner = Reflect.get(value, key);
      const below = typeof inner === 'object' && inner !== null ? placesIn(inner, depth + 1) : [];
      return [{ holder: value, key }, ...below];
    });
}
