import { scaleUtc } from 'd3-scale';
import { widthOf } from './layout.js';
import type { Span } from './model.js';

/** A mark on an axis of time. */
export interface TimeTick {
  at: Date;
  text: string;
  /** Below the first mark and the first of every later year, where marks are not years themselves. */
  year?: string;
}

const DAY = 86_400_000;

/**
 * Marks in UTC: the names of years, months or days, whichever fit, each at the middle of what it names, where the figure
 * of such a period stands.
 *
 * @param room for the names side by side, in units of the drawing, as `font` is
 * @param months twelve short names
 */
export function timeTicks(
  { from, to }: Span,
  { room, font, months }: { room: number; font: number; months: readonly string[] },
): TimeTick[] {
  const [start, end] = [new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)];
  const scale = scaleUtc().domain([start, end]);
  for (let count = 12; count > 0; count--) {
    const starts = scale.ticks(count).filter((tick) => tick < end && tick.getTime() % DAY === 0);
    const ticks = namedTicks(starts, months);
    const width = ticks.reduce((sum, { text }) => sum + widthOf(text, font) + font * 0.6, 0);
    if (ticks.length > 0 && width <= room) return ticks;
  }
  return namedTicks([start], months);
}

function namedTicks(starts: readonly Date[], months: readonly string[]): TimeTick[] {
  const names = named(starts);
  let yearBefore: number | undefined;
  return starts.map((start) => {
    const [year, month, day] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()];
    const withYear = year === yearBefore ? {} : { year: String(year) };
    yearBefore = year;
    if (names === 'years') return { at: middle(start, Date.UTC(year + 1, 0, 1)), text: String(year) };
    if (names === 'months')
      return { at: middle(start, Date.UTC(year, month + 1, 1)), text: months[month]!, ...withYear };
    return { at: middle(start, start.getTime() + DAY), text: `${day} ${months[month]}`, ...withYear };
  });
}

function named(starts: readonly Date[]): 'years' | 'months' | 'days' {
  if (starts.some((start) => start.getUTCDate() !== 1)) return 'days';
  return starts.some((start) => start.getUTCMonth() !== 0) || starts.length < 2 ? 'months' : 'years';
}

function middle(start: Date, end: number): Date {
  return new Date((start.getTime() + end) / 2);
}
