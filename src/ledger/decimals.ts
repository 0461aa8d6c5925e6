/**
 * Exact arithmetic on decimal texts such as `-12.50`, as figures are stored. Nothing here passes through a binary
 * fraction, so 0.1 and 0.2 add up to 0.3.
 */

/** A number as `digits / 10^scale`. */
interface Scaled {
  digits: bigint;
  scale: number;
}

/** 0 where nothing is stated. */
export function digitsAfterThePoint(decimal = ''): number {
  return decimal.split('.')[1]?.length ?? 0;
}

/** Negative where `a` is smaller, 0 where both are the same number (`1.50` and `1.5`), positive where it is greater. */
export function compareDecimals(a: string, b: string): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** With as many digits after the point as the longer of the two. */
export function plus(a: string, b: string): string {
  const [x, y, scale] = aligned(a, b);
  return textOf({ digits: x + y, scale });
}

/** With as many digits after the point as the longer of the two. */
export function minus(a: string, b: string): string {
  const [x, y, scale] = aligned(a, b);
  return textOf({ digits: x - y, scale });
}

/** With as many digits after the point as both have together. */
export function times(a: string, b: string): string {
  const x = scaled(a);
  const y = scaled(b);
  return textOf({ digits: x.digits * y.digits, scale: x.scale + y.scale });
}

/** Without its sign. */
export function magnitude(decimal: string): string {
  return decimal.replace(/^-/, '');
}

/**
 * The mean, with two digits after the point more than the longest of them, half a unit away from zero. Of nothing there
 * is none.
 */
export function meanOf(decimals: readonly string[]): string | undefined {
  if (decimals.length === 0) return undefined;
  const sum = decimals.reduce(plus, '0');
  return quotient(sum, String(decimals.length), scaled(sum).scale + 2);
}

/** `a` divided by `b`, which is above 0, with so many digits after the point; half a unit goes away from zero. */
export function quotient(a: string, b: string, scale: number): string {
  const [x, y] = aligned(a, b);
  const doubled = x * 2n * 10n ** BigInt(scale);
  const half = x < 0n ? -y : y;
  return textOf({ digits: (doubled + half) / (2n * y), scale });
}

function scaled(decimal: string): Scaled {
  const [whole = '', fraction = ''] = decimal.split('.');
  return { digits: BigInt(`${whole}${fraction}`), scale: fraction.length };
}

/** The digits of two numbers at one scale, and the scale. */
function aligned(a: string, b: string): [bigint, bigint, number] {
  const x = scaled(a);
  const y = scaled(b);
  const scale = Math.max(x.scale, y.scale);
  const at = ({ digits, scale: own }: Scaled) => digits * 10n ** BigInt(scale - own);
  return [at(x), at(y), scale];
}

function textOf({ digits, scale }: Scaled): string {
  const sign = digits < 0n ? '-' : '';
  const text = magnitude(String(digits)).padStart(scale + 1, '0');
  const point = text.length - scale;
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, point)}.${text.slice(point)}`;
}
