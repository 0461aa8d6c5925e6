import fc from 'fast-check';
import vectors from '../../test/vectors/transparency-log.json' with { type: 'json' };
import { nPath, parseTilePath, TILE_WIDTH, type TileName, tilePath } from './tile-path.js';

const named = vectors.V7.otherPaths.map(({ level, index, width, path }) => ({
  tile: { level, index, width: width ?? TILE_WIDTH } as TileName,
  path,
}));
const ofLevelZero = Object.entries(vectors.V7.levelZeroPathByIndex).map(([index, path]) => ({
  tile: { level: 0, index: Number(index), width: TILE_WIDTH } as TileName,
  path,
}));

describe('paths of tiles', () => {
  it.each([...ofLevelZero, ...named])('writes and reads $path', ({ tile, path }) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  it.each(vectors.V7.refusedPaths)('refuses %s', (path) => expect(parseTilePath(path)).toBeNull());

  it.each([
    '',
    '/tile/0/000',
    'tile/0/000/',
    'tile/0/000.p',
    'tile/0/000.p/',
    'tile/0/000.p/+1',
    'tile/0/000.P/1',
    'tile/0/000.p/1\n',
    'tile/0/x000/x001/000',
    'tile/0/X001/000',
    'tile/0/٠٠٠',
    'tile/065/000',
    'tile/1e1/000',
    'tile/entries/',
    // Eight groups, and seven that make a number beyond 2^53-1.
    'tile/0/x001/x000/x000/x000/x000/x000/x000/000',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
  ])('refuses "%s"', (path) => expect(parseTilePath(path)).toBeNull());

  it('takes the largest number that a place can have, and none beyond', () => {
    expect(nPath(Number.MAX_SAFE_INTEGER)).toBe('x009/x007/x199/x254/x740/991');
    expect(parseTilePath(`tile/0/${nPath(Number.MAX_SAFE_INTEGER)}`)?.index).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseTilePath('tile/0/x009/x007/x199/x254/x740/992')).toBeNull();
  });

  it('writes each tile in the one way in which it is read', () => {
    const tile = fc.record({
      level: fc.oneof(fc.constant('entries' as const), fc.integer({ min: 0, max: 63 })),
      index: fc.oneof(fc.maxSafeNat(), fc.integer({ min: 0, max: 5_000 })),
      width: fc.integer({ min: 1, max: TILE_WIDTH }),
    });
    fc.assert(fc.property(tile, (one) => expect(parseTilePath(tilePath(one))).toEqual(one)));
  });

  it.each([
    { level: 64, index: 0, width: 1 },
    { level: 0, index: -1, width: 1 },
    { level: 0, index: 2 ** 53, width: 1 },
    { level: 0, index: 0, width: 0 },
    { level: 0, index: 0, width: 257 },
  ])('has no path for %j', (tile) => expect(() => tilePath(tile)).toThrow(RangeError));
});
