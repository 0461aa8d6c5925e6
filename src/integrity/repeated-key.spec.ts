import fc from 'fast-check';
import { repeatedKey } from './repeated-key.js';

describe('a key that stands twice', () => {
  it.each([
    ['{"a":1,"a":1}', 'a'],
    ['{"a":1,"b":{"a":1},"a":2}', 'a'],
    ['{"a":{"b":1,"c":[],"b":2}}', 'a.b'],
    ['{"blocks":[{"text":"x"},{"text":"x","text":"y"}]}', 'blocks[1].text'],
    ['[[0,{"a":0}],{"a":0},{"b":0,"b":0}]', '[2].b'],
    ['{"a":1, "\\u0061" : 2}', 'a'],
    ['{"\\"":1,"\\u0022":2}', '"'],
    ['{"\\\\":1,"\\\\":2}', '\\'],
    ['{"":1,"":2}', ''],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"a":"{\\"b\\":1,\\"b\\":2}","c":1,"c":2}', 'c'],
  ])('is found in %s', (json, path) => expect(repeatedKey(json)).toBe(path));

  it.each([
    ...['{"a":1,"b":1}', '{"a":"a","b":"a"}', '{"a":{"a":{"a":1}}}', '[{"a":1},{"a":1}]', '{"a":["b","b"],"b":1}'],
    ...['{"a":"\\\\\\"","b":1}', '"a,a"', '12', 'null', '{}', '[]', '', '{"a":"{\\"b\\":1,\\"b\\":2}"}'],
    ...['{"A":1,"a":2}', '{"a\\u0301":1,"\\u00e1":2}', '{"a":', '{"a', '}}}', '{"\\x":1}'],
  ])('is not in %s', (json) => expect(repeatedKey(json)).toBeUndefined());

  it('is in no text that JSON.stringify makes, and in each whose object is given one member again', () => {
    const text = fc.string({ unit: 'grapheme' });
    const value = fc.jsonValue({ depthSize: 'large' });
    fc.assert(
      fc.property(fc.dictionary(text, value, { minKeys: 1 }), value, fc.nat(), (object, other, nth) => {
        const json = JSON.stringify(object, null, nth % 3);
        expect(repeatedKey(json)).toBeUndefined();
        const keys = Object.keys(object);
        const key = keys[nth % keys.length]!;
        expect(repeatedKey(`${json.slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(other)}}`)).toBe(key);
      }),
    );
  });
});
