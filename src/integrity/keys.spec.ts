import vectors from '../../test/vectors/transparency-log.json' with { type: 'json' };
import { fromHex, toHex } from './bytes.js';
import { formatSkey, formatVkey, KeyError, parseSkey, parseVkey, publicKeyOf } from './keys.js';
import { nodePrimitives } from './node-primitives.js';

const { origin, seedHex, publicKeyHex, keyIdHex, vkey, skey } = vectors.V5;
const secret = { name: origin, seed: fromHex(seedHex) };

describe('the key of a log', () => {
  it('has the known public key, id and texts', () => {
    const key = publicKeyOf(secret, 'log', nodePrimitives);
    expect(toHex(key.bytes)).toBe(publicKeyHex);
    expect(key.id).toBe(keyIdHex);
    expect(formatVkey(key)).toBe(vkey);
    expect(formatSkey(secret, nodePrimitives)).toBe(skey);
  });

  it('is read from its texts', () => {
    const key = parseVkey(vkey, nodePrimitives);
    expect({ ...key, bytes: toHex(key.bytes) }).toEqual({
      ...{ name: origin, use: 'log', id: keyIdHex },
      bytes: publicKeyHex,
    });
    const { name, seed } = parseSkey(skey, nodePrimitives);
    expect({ name, seed: toHex(seed) }).toEqual({ name: origin, seed: seedHex });
  });
});

describe('the key of a witness', () => {
  it('has the known id and text', () => {
    const { name, seedHex, vkey } = vectors.V6;
    const key = publicKeyOf({ name, seed: fromHex(seedHex) }, 'cosignature', nodePrimitives);
    expect(formatVkey(key)).toBe(vkey);
    expect(parseVkey(vkey, nodePrimitives)).toMatchObject({ name, use: 'cosignature', id: key.id });
  });
});

describe('the text of a public key', () => {
  const [name, id, encoded] = vkey.split('+', 2).concat(vkey.split('+').slice(2).join('+')) as [string, string, string];

  it.each([
    ['another id', `${name}+0f44f189+${encoded}`],
    ['an id in capitals', `${name}+0F44F188+${encoded}`],
    ['another name', `ledger.example/plan-2+${id}+${encoded}`],
    ['no name', `+${id}+${encoded}`],
    ['a name with a space', `ledger example+${id}+${encoded}`],
    ['a byte short', `${name}+${id}+${encoded.slice(0, -4)}`],
    ['the URL-safe alphabet', `${name}+${id}+${encoded.replace('/', '_')}`],
    ['an unknown kind', `${name}+${id}+${encoded.replace(/^AQ/, 'Bg')}`],
    ['the end of a line', `${vkey}\n`],
    ['nothing else', name],
  ])('is refused with %s', (_, text) => expect(() => parseVkey(text, nodePrimitives)).toThrow(KeyError));

  it('is not that of a secret key', () => {
    expect(() => parseVkey(skey, nodePrimitives)).toThrow(KeyError);
    expect(() => parseSkey(vkey, nodePrimitives)).toThrow(KeyError);
  });
});

describe('the text of a secret key', () => {
  it.each([
    ['another name', skey.replace('plan-1', 'plan-2')],
    ['a changed byte', skey.replace('AQABAg', 'AQABAw')],
    ['the kind of a witness', skey.replace('+AQAB', '+BAAB')],
  ])('is refused with %s, and is not repeated', (_, text) => {
    expect(() => parseSkey(text, nodePrimitives)).toThrow(KeyError);
    expect(() => parseSkey(text, nodePrimitives)).not.toThrow(/DQ4PEBES/);
  });
});
