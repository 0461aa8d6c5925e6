import vectors from '../../test/vectors/transparency-log.json' with { type: 'json' };
import { decodeBundle, encodeBundle } from './bundle.js';
import { fromHex, toHex, utf8 } from './bytes.js';
import { parseTilePath, tilePath } from './tile-path.js';
import { decodeTile, encodeTile, tilesOfLevel, tilesOfTree, widthOf } from './tiles.js';

const hashes = vectors.V2.leafHashesHex.slice(0, 3).map(fromHex);
const entries = vectors.V2.leaves.slice(0, 3).map(utf8);

describe('tiles', () => {
  it('are hashes one after the other', () => {
    expect(toHex(encodeTile(hashes))).toBe(vectors.V7.tileHex);
    expect(decodeTile(fromHex(vectors.V7.tileHex), 3)?.map(toHex)).toEqual(hashes.map(toHex));
  });

  it.each([2, 4])('are not read as %i hashes where they have three', (width) =>
    expect(decodeTile(fromHex(vectors.V7.tileHex), width)).toBeNull());

  it('are exactly as long as their hashes', () => expect(decodeTile(fromHex(`${vectors.V7.tileHex}00`), 3)).toBeNull());

  it.each([
    [0, []],
    [1, ['tile/0/000.p/1']],
    [255, ['tile/0/000.p/255']],
    [256, ['tile/0/000', 'tile/1/000.p/1']],
    [257, ['tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1']],
    [512, ['tile/0/000', 'tile/0/001', 'tile/1/000.p/2']],
  ])('of a tree of size %i are %j', (size, paths) => expect([...tilesOfTree(size)].map(tilePath)).toEqual(paths));

  it('of a tree of size 65,536 have one root above all', () => {
    const paths = [...tilesOfTree(65_536)].map(tilePath);
    expect(paths).toHaveLength(256 + 1 + 1);
    expect(paths.slice(-2)).toEqual(['tile/1/000', 'tile/2/000.p/1']);
  });

  it('of a tree of size 70,000 are so many', () => {
    const paths = [...tilesOfTree(70_000)].map(tilePath);
    const count = (pattern: RegExp) => paths.filter((path) => pattern.test(path)).length;
    expect({
      level0Full: count(/^tile\/0\/\d+$/),
      level0Partial112: count(/^tile\/0\/\d+\.p\/112$/),
      level1Full: count(/^tile\/1\/\d+$/),
      level1Partial17: count(/^tile\/1\/\d+\.p\/17$/),
      level2Partial1: count(/^tile\/2\/\d+\.p\/1$/),
    }).toEqual(vectors.V10.tilesAtSize70000);
    expect(paths).toHaveLength(273 + 4);
  });

  it('are not there beyond the tree', () => {
    expect(widthOf({ level: 0, index: 2 }, 512)).toBe(0);
    expect(widthOf({ level: 2, index: 0 }, 65_535)).toBe(0);
    expect(widthOf({ level: 63, index: 0 }, Number.MAX_SAFE_INTEGER)).toBe(0);
  });
});

describe('bundles of entries', () => {
  it('have each entry behind its length', () => {
    expect(toHex(encodeBundle(entries))).toBe(vectors.V7.bundleHex);
    expect(decodeBundle(fromHex(vectors.V7.bundleHex), 3)).toEqual(entries);
    expect(parseTilePath(vectors.V7.bundlePath)).toEqual({ level: 'entries', index: 0, width: 3 });
  });

  it('stand beside the tiles of the leaves', () =>
    expect([...tilesOfLevel('entries', 257)].map(tilePath)).toEqual(['tile/entries/000', 'tile/entries/001.p/1']));

  it.each([
    ['one entry short', vectors.V7.bundleHex, 4],
    ['an entry too many', vectors.V7.bundleHex, 2],
    ['a stray byte', `${vectors.V7.bundleHex}00`, 3],
    ['a stray length', `${vectors.V7.bundleHex}0000`, 3],
    ['a length that reaches beyond the end', vectors.V7.bundleHex.slice(0, -2), 3],
    ['half a length', '00', 1],
    ['nothing', '', 1],
  ])('are refused with %s', (_, hex, count) => expect(decodeBundle(fromHex(hex), count)).toBeNull());

  it('hold entries from nothing to 65,535 bytes, and no longer ones', () => {
    const ends = [new Uint8Array(0), new Uint8Array(65_535).fill(7)];
    expect(decodeBundle(encodeBundle(ends), 2)).toEqual(ends);
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});
