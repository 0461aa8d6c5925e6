import fc from 'fast-check';
import { catalogue } from '../catalogue.js';
import type { EventType } from '../ledger/catalogue/catalogue.js';
import type { JsonObject } from './canonical-json.js';
import { KEY_RULES, keyBelow, UnknownKindError } from './key-rules.js';
import { nodePrimitives } from './node-primitives.js';

const ordinary = catalogue.events.filter(({ category }) => category !== 'target');

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('a/b', 'c++', 'd e', '100%', 'é', '{nodeId}', '$&', '[x]'),
);
const area = fc.oneof(fc.record({ name: text }), fc.record({ code: text, name: text }));
const effective = fc.constantFrom(
  { at: '2022-08-04' },
  { from: '2022-04-01', to: '2022-07-01' },
  { from: '2022-04-01', to: null },
);

/** The members that keys are made of, as payloads may have them; those that are lists or parts in their own shape. */
const members: Record<string, fc.Arbitrary<unknown>> = {
  area: fc.option(area, { nil: undefined }),
  areas: fc.array(area, { maxLength: 4 }),
  breakdown: fc.option(fc.array(fc.record({ name: text, value: text }), { maxLength: 3 }), { nil: undefined }),
  periodPrinted: fc.option(text, { nil: undefined }),
};

/** Which members the key of a type looks at. */
function lookedAt({ key }: EventType): string[] {
  const seen = new Set<string>();
  const data = new Proxy({}, { get: (_, name) => void seen.add(String(name)) });
  try {
    key!(data, undefined);
  } catch {
    // it needs a list, which comes in one of its own below
  }
  return [...seen, 'areas', 'breakdown', 'comparator', 'periodPrinted', 'periodSourceId'];
}

describe('the rules of keys', () => {
  it('are there for every kind of entry that says something by itself, and for nothing else', () => {
    expect(Object.keys(KEY_RULES).sort()).toEqual(ordinary.map(({ name }) => name).sort());
  });

  it.each(
    ordinary.map((type) => [type.name, type] as const),
  )('give %s the key that the catalogue gives it', (name, type) => {
    const data = fc.record(Object.fromEntries(lookedAt(type).map((member) => [member, members[member] ?? text])));
    fc.assert(
      fc.property(data, fc.option(effective, { nil: undefined }), (drawn, period) => {
        const payload = Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined));
        const entry = { type: name, data: payload, ...(period ? { effective: period } : {}) } as unknown as JsonObject;
        const expected = type.key === null ? null : type.key(payload, period);
        expect(keyBelow(entry, nodePrimitives)).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('know nothing of other kinds, whatever objects have by nature', () => {
    for (const type of ['Other', 'constructor', 'toString'])
      expect(() => keyBelow({ type, data: {} }, nodePrimitives)).toThrow(UnknownKindError);
  });
});
