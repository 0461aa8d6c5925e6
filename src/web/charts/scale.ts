import { extent, max, min, ticks as roundTicks, tickStep } from 'd3-array';
import type { ChartUnit } from './model.js';

/** The part of a unit's numbers that a chart shows, and where it marks them. */
export interface ValueScale {
  /** At the bottom, and at the top; the first is the greater one for ranks. */
  domain: [number, number];
  ticks: { value: number; text: string }[];
  fromZero: boolean;
}

/** Values that lie in this share of the greatest are shown without zero: drawn from zero they would all look the same. */
const CLOSE_TOGETHER = 0.25;

/** Seconds between two marks that people can add up in their heads. */
const STEPS_OF_TIME = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60),
  ...[1, 2, 3, 6, 12, 24].map((hours) => hours * 3600),
];

/**
 * @param values all that is to be seen; finite
 * @param count how many marks there is room for
 * @param zero bars start at zero whatever their values are
 */
export function valueScale(
  values: readonly number[],
  { unit, count, zero = false }: { unit: ChartUnit; count: number; zero?: boolean },
): ValueScale {
  if (unit.form === 'rank') return rankScale(values, count);
  const [low, high] = widened(values, zero);
  const round = unit.form === 'seconds' ? stepOfTime(high - low, count) : tickStep(low, high, count);
  // Nobody counts half a person.
  const step = unit.form === 'plain' && values.every(Number.isInteger) ? Math.max(1, round) : round;
  const [bottom, top] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  const marks = Array.from({ length: Math.round((top - bottom) / step) + 1 }, (_, index) => bottom + index * step);
  return {
    domain: [bottom, top],
    ticks: marks.map((value) => ({ value, text: axisText(value, unit, { step, most: Math.max(-bottom, top) }) })),
    fromZero: bottom <= 0 && top >= 0,
  };
}

/** Ranks are read from the first, at the top. */
function rankScale(values: readonly number[], count: number): ValueScale {
  const last = Math.max(2, Math.ceil(max(values) ?? 2));
  const marks = roundTicks(1, last, count).filter((value) => Number.isInteger(value) && value > 1);
  return {
    domain: [last, Math.min(1, min(values) ?? 1)],
    ticks: [1, ...marks].map((value) => ({ value, text: axisText(value, { form: 'rank' }, { step: 1, most: last }) })),
    fromZero: true,
  };
}

/** The least and the greatest, with zero where it belongs to them, and never the same. */
function widened(values: readonly number[], zero: boolean): [number, number] {
  const [low = 0, high = 1] = extent(values);
  const greatest = Math.max(Math.abs(low), Math.abs(high));
  if (greatest === 0) return [0, 1];
  const apart = high - low > greatest * 1e-9;
  if (!zero && apart && low * high > 0 && high - low < greatest * CLOSE_TOGETHER) return [low, high];
  return [Math.min(0, low), Math.max(0, high)];
}

function stepOfTime(range: number, count: number): number {
  const wanted = range / count;
  return STEPS_OF_TIME.find((step) => step >= wanted) ?? Math.ceil(wanted / 86_400) * 86_400;
}

/** The marks of one axis: all of them in thousands of millions where the greatest is. */
interface Marks {
  step: number;
  /** The greatest of them, without its sign. */
  most: number;
}

/** A value beside its mark on the axis; shorter than in a text. */
function axisText(value: number, { form }: ChartUnit, marks: Marks): string {
  if (form === 'seconds') return timeText(value, marks);
  const digits = numberText(value, marks);
  if (form === 'percent') return `${digits}%`;
  return form === 'pounds' ? digits.replace(/^(-?)/, '$1£') : digits;
}

function timeText(seconds: number, marks: Marks): string {
  if (!Number.isInteger(seconds) || marks.most >= 1e9) return `${numberText(seconds, marks)}s`;
  const sign = seconds < 0 ? '-' : '';
  const rest = Math.abs(seconds);
  const parts = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  const text = ['h', 'm', 's'].flatMap((name, index) => (parts[index]! > 0 ? [`${parts[index]}${name}`] : []));
  return text.length === 0 ? '0' : `${sign}${text.join(' ')}`;
}

function numberText(value: number, { step, most }: Marks): string {
  if (value === 0) return '0';
  if (most >= 1e15 || most < 1e-6) return value.toExponential(2);
  if (most >= 1e9) return `${trimmed(value / 1e9, step / 1e9)}bn`;
  return most >= 1e6 ? `${trimmed(value / 1e6, step / 1e6)}m` : trimmed(value, step);
}

/** With as many digits after the point as tell one mark from the next, in groups of three before it. */
function trimmed(value: number, step: number): string {
  const digits = Math.min(12, Math.max(0, Math.ceil(-Math.log10(Math.abs(step) || 1) - 1e-9)));
  const [whole, fraction] = value.toFixed(digits).split('.');
  const grouped = whole!.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');
  const shown = fraction?.replace(/0+$/, '');
  return shown ? `${grouped}.${shown}` : grouped;
}
