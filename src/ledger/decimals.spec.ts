import fc from 'fast-check';
import { compareDecimals, magnitude, meanOf, minus, plus, quotient, times } from './decimals.js';

/** A decimal text and the fraction that it stands for, made independently of each other's arithmetic. */
const decimal = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 10n ** 31n }),
    fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 }),
  )
  .map(([negative, whole, places]) => {
    const fraction = places.join('');
    const text = `${negative ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
    const over = 10n ** BigInt(places.length);
    const magnitude = whole * over + BigInt(fraction || '0');
    return { text, top: negative ? -magnitude : magnitude, over };
  });

describe('decimals', () => {
  it('are divided to as many digits as are wanted, no further off than half of the last one', () => {
    const above0 = decimal.filter(({ top }) => top !== 0n).map(({ text }) => magnitude(text));
    fc.assert(
      fc.property(decimal, above0, fc.integer({ min: 0, max: 6 }), ({ text }, divisor, scale) => {
        const result = quotient(text, divisor, scale);
        expect(result.split('.')[1]?.length ?? 0).toBe(scale);
        const off = magnitude(minus(times(result, divisor), text));
        const lastDigit = scale === 0 ? '1' : `0.${'1'.padStart(scale, '0')}`;
        expect(compareDecimals(times(off, '2'), times(divisor, lastDigit))).toBeLessThan(1);
      }),
    );
    expect(['1', '-1'].map((one) => quotient(one, '8', 2))).toEqual(['0.13', '-0.13']);
  });

  it('are compared, added, taken from one another and multiplied as the fractions that they are', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(Math.sign(compareDecimals(a.text, b.text))).toBe(sign(a.top * b.over - b.top * a.over));
        isFraction(plus(a.text, b.text), a.top * b.over + b.top * a.over, a.over * b.over);
        isFraction(minus(a.text, b.text), a.top * b.over - b.top * a.over, a.over * b.over);
        isFraction(times(a.text, b.text), a.top * b.top, a.over * b.over);
      }),
    );
  });

  it('have a mean that is off by half of its last digit at most', () => {
    fc.assert(
      fc.property(fc.array(decimal, { minLength: 1, maxLength: 8 }), (all) => {
        const mean = fractionOf(meanOf(all.map(({ text }) => text))!);
        const over = all.reduce((product, one) => product * one.over, 1n);
        const sum = all.reduce((total, one) => total + one.top * (over / one.over), 0n);
        const count = BigInt(all.length);
        const difference = mean.top * over * count - sum * mean.over;
        expect((difference < 0n ? -difference : difference) * 2n <= over * count).toBe(true);
      }),
    );
  });

  it.each([
    ['0.1', '0.2', '0.3'],
    ['-0.5', '0.5', '0.0'],
    ['1204', '-4', '1200'],
    ['0.05', '-0.1', '-0.05'],
  ])('%s and %s are %s', (a, b, sum) => expect(plus(a, b)).toBe(sum));

  it('are one number however many zeros they are printed with', () => {
    expect(compareDecimals('12.50', '12.5')).toBe(0);
    expect(compareDecimals('-0', '0.00')).toBe(0);
    expect(compareDecimals('9', '10')).toBe(-1);
    expect(compareDecimals('-9', '-10')).toBe(1);
    expect(magnitude('-3.20')).toBe('3.20');
  });

  it('have no mean where there are none', () => {
    expect(meanOf([])).toBeUndefined();
    expect(meanOf(['1', '2', '2'])).toBe('1.67');
    expect(meanOf(['-1', '-2', '-2'])).toBe('-1.67');
    expect(meanOf(['0.5', '0.6'])).toBe('0.550');
  });
});

function fractionOf(text: string): { top: bigint; over: bigint } {
  const [whole = '', fraction = ''] = text.split('.');
  return { top: BigInt(whole + fraction), over: 10n ** BigInt(fraction.length) };
}

function isFraction(text: string, top: bigint, over: bigint): void {
  const got = fractionOf(text);
  expect(got.top * over).toBe(top * got.over);
}

function sign(number: bigint): number {
  return number < 0n ? -1 : number > 0n ? 1 : 0;
}
