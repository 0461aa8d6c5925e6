import vectors from '../../test/vectors/transparency-log.json' with { type: 'json' };
import { fromHex, toHex } from './bytes.js';
import { openCheckpoint } from './checkpoint.js';
import { cosignatureVerifier } from './cosignature.js';
import { parseVkey } from './keys.js';
import { logVerifier } from './log-signature.js';
import { nodePrimitives } from './node-primitives.js';
import { verifyInclusion } from './proof.js';
import { formatProofFile, ProofFileError, parseProofFile } from './proof-file.js';
import { TreeHash } from './tree-hash.js';

const { file, fileSha256Hex } = vectors.V8;

describe('a proof file', () => {
  it('proves an entry to whoever has the key', () => {
    const { index, hashes, checkpoint } = parseProofFile(file);
    const { root, size, cosignatures } = openCheckpoint(checkpoint, {
      origin: vectors.V5.origin,
      log: [logVerifier(parseVkey(vectors.V5.vkey, nodePrimitives), nodePrimitives)],
      witnesses: [cosignatureVerifier(parseVkey(vectors.V6.vkey, nodePrimitives), nodePrimitives)],
    });
    const leafHash = fromHex(vectors.V2.leafHashesHex[index]!);
    expect(verifyInclusion({ leafHash, index, size, root }, hashes, new TreeHash(nodePrimitives))).toBe(true);
    expect(cosignatures).toHaveLength(1);
  });

  it('is written byte for byte', () => {
    const text = formatProofFile(parseProofFile(file));
    expect(text).toBe(file);
    expect(toHex(nodePrimitives.sha256(Buffer.from(text)))).toBe(fileSha256Hex);
  });

  it('of the only entry has no hashes', () => {
    const text = formatProofFile({ index: 0, hashes: [], checkpoint: vectors.V5.checkpoint8 });
    expect(parseProofFile(text)).toEqual({ index: 0, hashes: [], checkpoint: vectors.V5.checkpoint8 });
  });

  it('may say something more, which is passed over', () =>
    expect(parseProofFile(file.replace('index 5', 'extra AAAA\nindex 5'))).toEqual(parseProofFile(file)));

  const hash = file.split('\n')[2]!;
  it.each([
    ['another first line', file.replace('@v1', '@v2')],
    ['lines that end in CR LF', file.replaceAll('\n', '\r\n')],
    ['no index', file.replace('index 5\n', '')],
    ['a leading zero', file.replace('index 5', 'index 05')],
    ['a space behind the index', file.replace('index 5', 'index 5 ')],
    ['an extra line that is not base64', file.replace('index 5', 'extra !\nindex 5')],
    ['two extra lines', file.replace('index 5', 'extra AAAA\nextra AAAA\nindex 5')],
    ['the extra line behind the index', file.replace('index 5', 'index 5\nextra AAAA')],
    ['a hash of 31 bytes', file.replace(hash, Buffer.alloc(31).toString('base64'))],
    ['a hash without padding', file.replace(hash, hash.slice(0, -1))],
    ['64 hashes', file.replace(`${hash}\n`, `${hash}\n`.repeat(62))],
    ['no checkpoint', file.slice(0, file.indexOf('\n\n'))],
    ['nothing', ''],
  ])('is refused with %s', (_, text) => expect(() => parseProofFile(text)).toThrow(ProofFileError));
});
