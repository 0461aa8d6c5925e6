/**
 * Exact arithmetic on decimal texts such as `-12.50`, as figures are stored. Nothing here passes through a binary
 * fraction, so 0.1 and 0.2 add up to 0.3.
 */

/** A number as `digits / 10^scale`. */
interface Scaled {
  digits: bigint;
  scale: number;
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
  const { digits, scale } = scaled(decimals.reduce(plus, '0'));
  const count = BigInt(decimals.length);
  const doubled = digits * 200n;
  const half = digits < 0n ? -count : count;
  return textOf({ digits: (doubled + half) / (2n * count), scale: scale + 2 });
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
