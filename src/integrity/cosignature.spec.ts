import vectors from '../../test/vectors/transparency-log.json' with { type: 'json' };
import { fromHex, utf8 } from './bytes.js';
import { cosign, cosignatureTime, cosignatureVerifier } from './cosignature.js';
import { parseVkey } from './keys.js';
import { nodePrimitives } from './node-primitives.js';
import { parseNote } from './note.js';

const { seedHex, name, vkey, unixTime, signatureLine } = vectors.V6;
const text = vectors.V5.checkpoint8.slice(0, vectors.V5.checkpoint8.indexOf('\n\n') + 1);
const { payload } = parseNote(utf8(`${text}\n${signatureLine}`)).signatures[0]!;
const witness = cosignatureVerifier(parseVkey(vkey, nodePrimitives), nodePrimitives);

describe('a cosignature', () => {
  it('is made byte for byte', () =>
    expect(cosign({ name, seed: fromHex(seedHex) }, unixTime, text, nodePrimitives)).toBe(signatureLine));

  it('is checked with its time', () => {
    expect(witness.verify(text, payload)).toBe(true);
    expect(cosignatureTime(payload)).toBe(unixTime);
  });

  it.each([
    ['another text', text.replace('8', '9'), payload],
    ['another time', text, payload.with(7, payload[7]! + 1)],
    ['another signature', text, payload.with(40, payload[40]! ^ 1)],
    ['a byte short', text, payload.subarray(0, -1)],
    ['a byte more', text, Uint8Array.of(...payload, 0)],
    ['no time', text, payload.subarray(8)],
    ['nothing', text, new Uint8Array(0)],
  ])('is refused with %s', (_, of, bytes) => expect(witness.verify(of, bytes)).toBe(false));

  it('has no time beyond 2^53', () => expect(cosignatureTime(payload.with(0, 0x80))).toBeNull());
});
