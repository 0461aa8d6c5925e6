import { isBehind, isOfAnEvent, readPosition, writePosition } from './positions.js';

const END = 2n ** 64n - 1n;

describe('positions', () => {
  it.each([
    [{ commit: 0n, prepare: 0n, migrated: false }, '0/0'],
    [{ commit: END - 1n, prepare: 7n, migrated: true }, '18446744073709551614/7/migrated'],
  ])('are written with all their digits and read again: %p', (position, text) => {
    expect(writePosition(position)).toBe(text);
    expect(readPosition(text)).toEqual(position);
  });

  it.each([
    '',
    '7',
    '1/',
    '-1/0',
    '1/2/3',
    '1.5/2',
    `${END}/0`,
    `0/${END}`,
    '99999999999999999999/0',
    ' 1/2',
  ])('are not %j', (text) => {
    expect(() => readPosition(text)).toThrow(RangeError);
  });

  it('of an event are never the end of the log', () => {
    expect(isOfAnEvent({ commit: END - 1n, prepare: END - 1n })).toBe(true);
    expect(isOfAnEvent({ commit: END, prepare: END })).toBe(false);
    expect(isOfAnEvent({ commit: 1n, prepare: END })).toBe(false);
  });

  it('follow one another by commit, then by prepare', () => {
    const at = (commit: bigint, prepare: bigint) => ({ commit, prepare });
    expect(isBehind(at(2n, 0n), at(1n, 9n))).toBe(true);
    expect(isBehind(at(1n, 9n), at(2n, 0n))).toBe(false);
    expect(isBehind(at(2n, 1n), at(2n, 0n))).toBe(true);
    expect(isBehind(at(2n, 1n), at(2n, 1n))).toBe(false);
  });
});
