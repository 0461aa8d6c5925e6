import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { hasCanonicalForm } from './has-canonical-form.js';

const taken = (value: unknown) => {
  try {
    return canonicalJson(value);
  } catch {
    return null;
  }
};

const scalars = [
  fc.string({ unit: 'binary' }),
  fc.constantFrom<unknown>('\u0000', 'a\ud800', '\udc00', 1.5, -0, 2 ** 53, Number.NaN, undefined, 1n, Symbol('s')),
  fc.constantFrom<unknown>(new Date(0), new Map(), () => 1, new Uint8Array(1), new (class Made {})()),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
];
const anything = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 19, depthSize: 'large' }, ...scalars, tie('list'), tie('object')),
  list: fc.oneof(fc.array(tie('value'), { maxLength: 3 }), fc.constant(new Array(1))),
  object: fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'a\u0000', '\ud800')),
    tie('value'),
    { maxKeys: 3 },
  ),
})).value;

describe('hasCanonicalForm', () => {
  it('is true exactly where canonicalJson does not throw, and the text is then as long as JSON.stringify’s', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const text = taken(value);
        expect(hasCanonicalForm(value)).toBe(text !== null);
        if (text !== null) expect(JSON.stringify(value)).toHaveLength(text.length);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    [15, true],
    [16, true],
    [17, false],
  ])('takes containers nested %i deep: %s', (levels, expected) => {
    let value: unknown = [];
    for (let i = 1; i < levels; i++) value = i % 2 ? [value] : { inner: value };
    expect(hasCanonicalForm(value)).toBe(expected);
    expect(taken(value) !== null).toBe(expected);
  });
});
