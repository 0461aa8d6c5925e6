import fc from 'fast-check';
import { fromBase64, toBase64 } from './base64.js';
import { fromHex, toHex } from './bytes.js';

describe('base64', () => {
  it('is that of everybody else, whatever the length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000, size: 'max' }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(toBase64(bytes)).toBe(text);
        expect(toHex(fromBase64(text)!)).toBe(toHex(bytes));
      }),
    );
  });

  it.each([
    ['the URL-safe alphabet', '-_8='],
    ['no padding', '+/8'],
    ['padding in the middle', 'AA==AAAA'],
    ['too much padding', 'AAAA===='],
    ['white space', 'AA A='],
    ['the end of a line', 'AAA=\n'],
    ['stray bits', 'AAB='],
    ['other characters', 'AÄ=='],
  ])('is refused with %s', (_, text) => expect(fromBase64(text)).toBeNull());
});

describe('hexadecimal', () => {
  it('is read back', () => expect(toHex(fromHex('00ff10aB'))).toBe('00ff10ab'));
  it.each(['0', '0g', ' 00'])('refuses "%s"', (text) => expect(() => fromHex(text)).toThrow(RangeError));
});
