import fc from 'fast-check';
import vectors from '../../test/vectors/canonical-json.json' with { type: 'json' };
import {
  canonicalBytes,
  canonicalJson,
  isPlainlyCanonical,
  type Json,
  NotCanonicalError,
  parseCanonical,
} from './canonical-json.js';

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

describe('reading canonical JSON', () => {
  /** By the definition, without a quicker way. */
  function plainly(bytes: Uint8Array): unknown {
    const json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = JSON.parse(json);
    if (canonicalJson(value) !== json || Array.isArray(value) || Object(value) !== value) throw new Error('refused');
    return value;
  }
  const outcome = (read: (bytes: Uint8Array) => unknown, bytes: Uint8Array) => {
    try {
      return { value: read(bytes) };
    } catch {
      return 'refused';
    }
  };

  const key = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 3 }), fc.constantFrom('a', 'b', '9', '10'));
  const small = fc.letrec<{ any: unknown; object: Record<string, unknown> }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<unknown>(0, 7, -1, null, true, '', 'é\n', 'a\u001f'),
      fc.array(tie('any'), { maxLength: 3 }),
      tie('object'),
    ),
    object: fc.dictionary(key.filter(safeKey), tie('any'), { maxKeys: 3 }),
  })).object;

  const parts = fc.oneof(
    fc.constantFrom('', ' ', '"', ',', ':', '{', '}', '[', ']', '0', '-', '.5', 'e3', '9007199254740993', '\ufeff'),
    fc.constantFrom('\\u0041', '\\u0000', '\\u001f', '\\u001F', '\\ud800', '\\/', '\\n', '\n', '\u007f'),
    fc.constantFrom('"a":1,', '"b":-0,', '"__proto__":1,', '"prototype":{},', '"10":1,"9":1,', '"9":1,"10":1,', '1,'),
  );
  /** Something else in place of a few characters, mostly right behind the beginning of an object. */
  const changes = fc.record({
    at: fc.oneof(fc.constant(1), fc.nat()),
    removed: fc.constantFrom(0, 0, 1, 2),
    put: parts,
  });
  const changed = (json: string, { at, removed, put }: { at: number; removed: number; put: string }) => {
    const from = at % (json.length + 1);
    return json.slice(0, from) + put + json.slice(from + removed);
  };

  test('comes to the same as by the definition, whatever was changed', () => {
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(small, fc.boolean(), fc.option(changes, { freq: 3 }), (object, inOrder, change) => {
        const written = inOrder ? canonicalJson(object) : JSON.stringify(object);
        const json = change ? changed(written, change) : written;
        const bytes = Buffer.from(json);
        const expected = outcome(plainly, bytes);
        expect(outcome(parseCanonical, bytes)).toEqual(expected);
        const parsed = outcome(() => JSON.parse(json) as Json, bytes);
        if (typeof parsed === 'object' && isPlainlyCanonical(json, parsed.value as Json))
          expect(canonicalJson(parsed.value)).toBe(json);
        seen[expected === 'refused' ? 'refused' : 'taken']++;
      }),
      { numRuns: 5_000 },
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(500);
  });

  test.each([
    ['an ordinary entry', '{"a":[1,{"b":"ü\\n"}],"b":{"a":null,"b":true},"é":""}', true],
    ['keys that JavaScript orders as numbers', '{"10":1,"9":1}', false],
    ['a control character', '{"a":"\\u001f"}', false],
  ])('knows %s at first sight: %s', (_, json, expected) => {
    expect(isPlainlyCanonical(json, JSON.parse(json))).toBe(expected);
    expect(canonicalJson(parseCanonical(Buffer.from(json)))).toBe(json);
  });

  test.each([
    [16, true],
    [17, false],
  ])('of containers nested %i deep: %s', (depth, taken) => {
    const json = `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;
    expect(isPlainlyCanonical(json, JSON.parse(json))).toBe(taken);
    expect(outcome(parseCanonical, Buffer.from(json)) !== 'refused').toBe(taken);
  });
});

function safeKey(key: string): boolean {
  return !['__proto__', 'constructor', 'prototype'].includes(key);
}

/** fast-check makes objects without prototype and minus zeros; the comparison is about content. */
function normalised(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
