import fc from 'fast-check';
import vectors from '../../test/vectors/canonical-json.json' with { type: 'json' };
import { canonicalBytes, canonicalJson, NotCanonicalError, parseCanonical } from './canonical-json.js';

describe('canonical JSON', () => {
  test.each(vectors.accepted)('writes $note', ({ escapedJson, canonicalHex }) => {
    expect(canonicalBytes(JSON.parse(escapedJson)).toString('hex')).toBe(canonicalHex);
  });

  test.each(vectors.accepted)('reads back $note', ({ canonicalHex }) => {
    const bytes = Buffer.from(canonicalHex, 'hex');
    expect(canonicalBytes(parseCanonical(bytes))).toEqual(bytes);
  });

  test.each(vectors.refused)('refuses $note', ({ bytesHex }) => {
    expect(() => parseCanonical(Buffer.from(bytesHex, 'hex'))).toThrow();
  });

  test.each([
    ['undefined in an object', { a: undefined }],
    ['a function', { a: () => 1 }],
    ['a date', { a: new Date(0) }],
    ['a map', { a: new Map() }],
    ['a class instance', { a: new (class Thing {})() }],
    ['a list with a hole', { a: new Array(3) }],
    ['a bigint', { a: 1n }],
    ['not a number', { a: Number.NaN }],
  ])('refuses %s instead of dropping it', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(NotCanonicalError);
  });

  test('says where the trouble is', () => {
    expect(() => canonicalJson({ blocks: [{ text: 'x\u0000' }] })).toThrow(/\/blocks\/0\/text.*NUL/);
  });

  test('a list inside itself ends at the depth limit, not in a stack overflow', () => {
    const round: unknown[] = [];
    round.push(round);
    expect(() => canonicalJson(round)).toThrow(/16 levels/);
  });

  test('every value of the profile survives the way there and back', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\u0000'));
    const leaf = fc.oneof(fc.boolean(), fc.constant(null), fc.maxSafeInteger(), text);
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 8 }, leaf, fc.array(tie('any')), fc.dictionary(text.filter(safeKey), tie('any'))),
    })).any;
    fc.assert(
      fc.property(value, (any) => expect(parseCanonical(canonicalBytes({ any }))).toEqual(normalised({ any }))),
    );
  });
});

function safeKey(key: string): boolean {
  return !['__proto__', 'constructor', 'prototype'].includes(key);
}

/** fast-check makes objects without prototype and minus zeros; the comparison is about content. */
function normalised(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
