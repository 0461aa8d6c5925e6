import vectors from '../../test/vectors/transparency-log.json' with { type: 'json' };
import { fromHex, toHex } from './bytes.js';
import { checkpointText, openCheckpoint, parseCheckpoint } from './checkpoint.js';
import { cosignatureVerifier } from './cosignature.js';
import { parseVkey } from './keys.js';
import { logSignature, logVerifier } from './log-signature.js';
import { nodePrimitives } from './node-primitives.js';
import { NoteError, type NoteFault, writeNote } from './note.js';
import { EMPTY_ROOT } from './tree-hash.js';

const { origin, seedHex, vkey, checkpoint8, checkpoint0 } = vectors.V5;
const logKey = logVerifier(parseVkey(vkey, nodePrimitives), nodePrimitives);
const witness = cosignatureVerifier(parseVkey(vectors.V6.vkey, nodePrimitives), nodePrimitives);
const keys = { origin, log: [logKey], witnesses: [witness] };
const secret = { name: origin, seed: fromHex(seedHex) };
const signed = (text: string) => writeNote(text, [logSignature(secret, text, nodePrimitives)]);
const [, size, root] = checkpoint8.split('\n') as [string, string, string];

function faultOf(note: string): NoteFault | undefined {
  try {
    openCheckpoint(note, keys);
    return undefined;
  } catch (error) {
    return error instanceof NoteError ? error.fault : undefined;
  }
}

describe('a checkpoint', () => {
  it.each([
    [8, vectors.V2.rootsHex[7]!, checkpoint8],
    [0, toHex(EMPTY_ROOT), checkpoint0],
  ])('of size %i is written, signed and opened byte for byte', (size, rootHex, note) => {
    const text = checkpointText({ origin, size, root: fromHex(rootHex) });
    expect(signed(text)).toBe(note);
    const opened = openCheckpoint(note, keys);
    expect({ ...opened, root: toHex(opened.root) }).toEqual({
      ...{ origin, size, text, cosignatures: [] },
      root: rootHex,
    });
  });

  it('has the known length and fingerprint', () => {
    const bytes = Buffer.from(checkpoint8);
    expect(bytes).toHaveLength(vectors.V5.checkpoint8Length);
    expect(toHex(nodePrimitives.sha256(bytes))).toBe(vectors.V5.checkpoint8Sha256Hex);
  });

  it('names the witnesses that cosigned it, and when', () => {
    const { name, unixTime, signatureLine } = vectors.V6;
    expect(openCheckpoint(checkpoint8 + signatureLine, keys).cosignatures).toEqual([{ witness: name, time: unixTime }]);
  });

  it('is taken with an old and a new key of the log', () => {
    const other = { name: origin, seed: new Uint8Array(32).fill(7) };
    const text = parseText(checkpoint8);
    const both = writeNote(text, [
      logSignature(other, text, nodePrimitives),
      logSignature(secret, text, nodePrimitives),
    ]);
    expect(openCheckpoint(both, keys).size).toBe(8);
  });

  it.each([
    ['a leading zero', signed(`${origin}\n08\n${root}\n`)],
    ['a sign', signed(`${origin}\n+8\n${root}\n`)],
    ['a size of 2^53', signed(`${origin}\n${2n ** 53n}\n${root}\n`)],
    ['a size of 2^64', signed(`${origin}\n${2n ** 64n}\n${root}\n`)],
    ['a fraction', signed(`${origin}\n8.0\n${root}\n`)],
    ['no size', signed(`${origin}\n\n${root}\n`)],
    ['an extension line', signed(`${origin}\n${size}\n${root}\nmore\n`)],
    ['two lines', signed(`${origin}\n${size}\n`)],
    ['a root without padding', signed(`${origin}\n${size}\n${root.replace('=', '')}\n`)],
    ['a root of 31 bytes', signed(`${origin}\n${size}\n${Buffer.alloc(31).toString('base64')}\n`)],
    ['a root for the empty log that is not its', signed(`${origin}\n0\n${root}\n`)],
    ['no log', signed(`\n${size}\n${root}\n`)],
  ])('is refused with %s, though signed', (_, note) => expect(faultOf(note)).toBe('malformed'));

  it('is refused when it is of another log, though signed with the same key', () =>
    expect(faultOf(signed(`ledger.example/plan-2\n${size}\n${root}\n`))).toBe('other-origin'));

  it('is refused without a signature of the log, even with one of a witness', () =>
    expect(faultOf(`${parseText(checkpoint8)}\n${vectors.V6.signatureLine}`)).toBe('unsigned'));

  it('is refused with a cosignature that is wrong', () =>
    expect(faultOf(checkpoint8 + vectors.V6.signatureLine.replace('IDJKvgAAAABi6wwA', 'IDJKvgAAAABi6wwB'))).toBe(
      'bad-signature',
    ));

  it('is read from three lines alone where nothing is signed, as printed in papers', () => {
    expect(parseCheckpoint(parseText(checkpoint8))).toMatchObject({ origin, size: 8 });
    expect(() => parseCheckpoint(checkpoint8)).toThrow(NoteError);
  });
});

function parseText(note: string): string {
  return note.slice(0, note.indexOf('\n\n') + 1);
}
