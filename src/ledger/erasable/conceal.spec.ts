import fc from 'fast-check';
import { canonicalJson, type JsonObject, pointerToken } from '../../integrity/canonical-json.js';
import { conceal, reveal, thoseThatOpen } from './conceal.js';

const salt = () => Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

describe('conceal', () => {
  it('reproduces the known answer of a published vector', () => {
    const entry: JsonObject = {
      v: 1,
      id: '0190a5b4-7c00-7000-8000-000000000001',
      type: 'StatusReported',
      plan: 'plan-1',
      stream: 'action/A-12',
      rev: 3,
      effective: { from: '2022-04-01', to: '2022-07-01' },
      reportedOn: '2022-08-04',
      recordedAt: '2026-11-22T09:00:00.000Z',
      entry: 'backfill',
      source: {
        doc: 'Panel paper 2022-08-04 item 5',
        sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      },
      data: { status: 'at-risk', value: '12.50', unit: 'ktCO2e' },
      by: { name: 'A. Person', role: 'SRO' },
    };
    const { root, disclosures } = conceal(entry, [{ pointer: '/by', subject: null }], salt);
    expect(disclosures).toEqual([
      {
        pointer: '/by',
        subject: null,
        bytes: '["AAECAwQFBgcICQoLDA0ODw","/by",{"name":"A. Person","role":"SRO"}]',
      },
    ]);
    expect(canonicalJson(root)).toBe(
      '{"by":{"$c":"uhJmOdJ0DU0JD3xv1w3I797m4IBNH_E4JdM7X4zeGB8"},"data":{"status":"at-risk","unit":"ktCO2e",' +
        '"value":"12.50"},"effective":{"from":"2022-04-01","to":"2022-07-01"},"entry":"backfill",' +
        '"id":"0190a5b4-7c00-7000-8000-000000000001","plan":"plan-1","recordedAt":"2026-11-22T09:00:00.000Z",' +
        '"reportedOn":"2022-08-04","rev":3,"source":{"doc":"Panel paper 2022-08-04 item 5",' +
        '"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},"stream":"action/A-12",' +
        '"type":"StatusReported","v":1}',
    );
  });

  it('leaves what it is given as it is, and uses a fresh salt for every field', () => {
    const root = { data: { a: 'same', b: 'same' } };
    const concealed = conceal(root, [
      { pointer: '/data/a', subject: null },
      { pointer: '/data/b', subject: null },
    ]);
    expect(root).toEqual({ data: { a: 'same', b: 'same' } });
    const [a, b] = concealed.disclosures;
    expect(a?.bytes.slice(0, 26)).not.toBe(b?.bytes.slice(0, 26));
    expect(JSON.stringify(concealed.root)).not.toContain('same');
  });

  it.each([
    ['a value that is not there', '/data/none'],
    ['an element that is not there', '/data/list/2'],
    ['an element by another name', '/data/list/01'],
    ['the length of a list', '/data/list/length'],
    ['an inherited member', '/data/toString'],
    ['the root', ''],
    ['a commitment', '/data/held'],
    ['a value that holds a commitment', '/data'],
    ['a place inside a commitment', '/data/held/$c'],
  ])('refuses %s', (_, pointer) => {
    const root = { data: { list: ['a', 'b'], held: { deep: [{ $c: 'x' }] } } };
    const at = pointer.replace('/held', '/held/deep/0');
    expect(() => conceal(root, [{ pointer: at, subject: null }])).toThrow(RangeError);
  });

  it('refuses a field inside another one, in either order', () => {
    const outer = { pointer: '/data', subject: null };
    const inner = { pointer: '/data/a', subject: null };
    expect(() => conceal({ data: { a: 1 } }, [outer, inner])).toThrow(RangeError);
    expect(() => conceal({ data: { a: 1 } }, [inner, outer])).toThrow(RangeError);
  });
});

describe('reveal', () => {
  const clear = { data: { text: 'Delayed', list: ['a', { name: 'B' }], 'a/b~c': 1 }, by: 'C' };
  const pointers = ['/data/text', '/data/list/1/name', '/data/a~1b~0c', '/by'];
  const fields = pointers.map((pointer) => ({ pointer, subject: null }));

  it('gives back what was concealed, and leaves what it is given as it is', () => {
    const { root, disclosures } = conceal(clear, fields);
    const before = structuredClone(root);
    expect(reveal(root, disclosures)).toEqual(clear);
    expect(root).toEqual(before);
  });

  it('leaves the commitment where nothing is held', () => {
    const { root, disclosures } = conceal(clear, fields);
    const revealed = reveal(
      root,
      disclosures.filter(({ pointer }) => pointer !== '/data/text'),
    );
    expect(revealed).toEqual({ ...clear, data: { ...clear.data, text: { $c: expect.stringMatching(/^[\w-]{43}$/) } } });
  });

  it('refuses a disclosure that was changed, moved, or belongs to nothing', () => {
    const { root, disclosures } = conceal(clear, fields);
    const [text, name] = disclosures as [(typeof disclosures)[0], (typeof disclosures)[0]];
    const changed = { ...text, bytes: text.bytes.replace('Delayed', 'On time') };
    const moved = { ...text, pointer: name.pointer };
    const unbound = { pointer: '/data/none', bytes: text.bytes };
    const relabelled = { pointer: name.pointer, bytes: text.bytes.replace('/data/text', name.pointer) };
    for (const wrong of [changed, moved, unbound, relabelled]) expect(() => reveal(root, [wrong])).toThrow(RangeError);
    expect(() => reveal(clear, [text])).toThrow(RangeError);
  });

  it('takes of several disclosures for a place the one that opens the commitment', () => {
    const { root, disclosures } = conceal(clear, fields);
    const again = conceal({ ...clear, data: { ...clear.data, text: 'On time' } }, fields).disclosures;
    for (const held of [
      [...again, ...disclosures],
      [...disclosures, ...again],
    ]) {
      expect(reveal(root, held)).toEqual(clear);
      expect(thoseThatOpen(root, held)).toEqual(disclosures);
    }
  });

  it('refuses a place of whose disclosures none opens the commitment', () => {
    const { root, disclosures } = conceal(clear, fields);
    const others = [conceal(clear, fields), conceal(clear, fields)].flatMap((other) => other.disclosures);
    const held = [...others, ...disclosures.filter(({ pointer }) => pointer !== '/by')];
    expect(() => reveal(root, held)).toThrow('/by: the disclosure does not open the commitment');
    expect(() => thoseThatOpen(root, held)).toThrow(RangeError);
  });

  it('undoes conceal for any value at any pointer', () => {
    const key = fc.string({ unit: fc.constantFrom('a', '/', '~', '0', '1', '*', 'ü'), minLength: 1, maxLength: 4 });
    const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null));
    const value = fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(key, leaf, { maxKeys: 3 }));
    const data = fc.dictionary(key, fc.dictionary(key, value, { maxKeys: 3 }), { maxKeys: 3 });
    fc.assert(
      fc.property(data, (generated) => {
        const root = structuredClone({ data: generated }) as JsonObject;
        const all = pointersTwoBelow(generated).map((pointer) => ({ pointer, subject: null }));
        const concealed = conceal(root, all);
        expect(concealed.disclosures).toHaveLength(all.length);
        expect(reveal(concealed.root, concealed.disclosures)).toEqual(root);
      }),
      { numRuns: 500 },
    );
  });
});

/** Pointers from the root to everything that stands in a member of `data`. */
function pointersTwoBelow(data: object): string[] {
  return Object.entries(data).flatMap(([name, inner]) =>
    Object.keys(inner).map((key) => `/data/${pointerToken(name)}/${pointerToken(key)}`),
  );
}
