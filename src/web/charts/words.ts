import type { Words } from '../render/words.js';

/** What charts say, in one language. */
export type ChartWords = Pick<Words, 't' | 'has'>;

/** Short names of the twelve months. */
export function monthsIn(words: ChartWords): string[] {
  return Array.from({ length: 12 }, (_, index) => words.t(`chart.month.${(index + 1) as 1}`));
}

/** How exact a figure is, as it stands beside it; one that has no words is said as it is. */
export function qualifierIn(words: ChartWords, qualifier: string): string {
  const key = `chart.qualifier.${qualifier}`;
  return words.has(key) ? words.t(key) : qualifier;
}
