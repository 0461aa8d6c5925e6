/**
 * Whether a number is a size of a tree or a place in one: whole, from 0 to 2^53-1. Arithmetic with them must not use
 * JavaScript's bit operators, which cut to 32 bits.
 */
export function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Reads a size as the log writes it: decimal, without sign or leading zeros, at most 2^53-1; `null` for anything else. */
export function parseSize(text: string): number | null {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const value = Number(text);
  return isSize(value) ? value : null;
}

/** The largest power of two that is smaller than a number above 1. */
export function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** Whether a number from 1 to 2^53-1 is a power of two. */
export function isPowerOfTwo(n: number): boolean {
  return largestPowerBelow(n) * 2 === n || n === 1;
}
