import type { Day } from '../../../../src/ledger/dates.js';
import { compareDecimals, magnitude, minus, times } from '../../../../src/ledger/decimals.js';
import { overlap, type Span, spanOf } from './periods.js';

/**
 * Direction of travel: which way a figure went from one point to another, and whether that is good. It is told of two
 * comparable points and of nothing else; where two points cannot be compared, it says why.
 */

/** Which way the number went; whether that is good, the judgement says. */
export type Movement = 'up' | 'down' | 'noMaterialChange' | 'notComparable';
export type Judgement = 'improving' | 'worsening' | 'stable' | 'notAssessed';

export const WHY_NOT = [
  'noFigure',
  'notExact',
  'otherAreas',
  'otherBreakdown',
  'otherDefinition',
  'noPeriod',
  'periodsOverlap',
  'seriesBreak',
] as const;
export type WhyNot = (typeof WHY_NOT)[number];

/** One figure, as far as it is compared. */
export interface Point {
  period?: { from?: Day; to?: Day | null; at?: Day };
  areas?: readonly PlaceName[];
  breakdown?: readonly { name: string; value: string }[];
  /** A decimal text, {n, of} for a rank, {low, high} for a range, true or false, or null. */
  value: unknown;
  unit?: string;
  qualifier?: string;
}

interface PlaceName {
  code?: string;
  name: string;
}

/** What makes figures of a metric comparable, and good or bad. */
export interface Yardstick {
  goodDirection?: { value: string; basis: string; range?: { low: string; high: string } };
  /** A change by this amount or less is none. */
  materiality?: { type: string; amount: string };
  breaks: readonly SeriesBreak[];
}

export interface SeriesBreak {
  /** First day of the new series. */
  at: Day;
  /** Where the break is; everywhere where none are named. */
  areas?: readonly PlaceName[];
}

export interface DirectionOfTravel {
  movement: Movement;
  judgement: Judgement;
  /** Why the points are not comparable. */
  why?: WhyNot;
}

/** The direction from an earlier point to a later one. */
export function travelOf(now: Point, before: Point | undefined, yardstick: Yardstick): DirectionOfTravel {
  const why = before ? (valuesApart(now, before) ?? pointsApart(now, before, yardstick.breaks)) : 'noFigure';
  return why ? notComparable(why) : betweenValues(now, before!, yardstick);
}

/** The direction between two figures that a paper itself compares: it vouches for what they are about. */
export function travelAsCompared(now: Point, before: Point, yardstick: Yardstick): DirectionOfTravel {
  const why = valuesApart(now, before);
  return why ? notComparable(why) : betweenValues(now, before, yardstick);
}

function betweenValues(now: Point, before: Point, { materiality, goodDirection }: Yardstick): DirectionOfTravel {
  const movement = movementOf(now.value, before.value, materiality);
  if (movement === undefined) return notComparable('otherDefinition');
  if (movement === 'notComparable') return notComparable('notExact');
  return { movement, judgement: judgementOf(movement, now.value, before.value, goodDirection) };
}

/**
 * What a movement is worth. Where only the movement is known, without the figures, nothing can be said of a range that
 * they should lie in.
 */
export function judgementOf(
  movement: Movement,
  now: unknown,
  before: unknown,
  good: Yardstick['goodDirection'],
): Judgement {
  if (good?.basis !== 'judgement' || movement === 'notComparable') return 'notAssessed';
  if (good.value === 'withinRange') return withinRange(movement, now, before, good.range);
  if (good.value !== 'higher' && good.value !== 'lower') return 'notAssessed';
  if (movement === 'noMaterialChange') return 'stable';
  return (movement === 'up') === (good.value === 'higher') ? 'improving' : 'worsening';
}

function notComparable(why: WhyNot): DirectionOfTravel {
  return { movement: 'notComparable', judgement: 'notAssessed', why };
}

function valuesApart(now: Point, before: Point): WhyNot | undefined {
  if (now.value === null || before.value === null) return 'noFigure';
  return isExact(now) && isExact(before) ? undefined : 'notExact';
}

function pointsApart(now: Point, before: Point, breaks: readonly SeriesBreak[]): WhyNot | undefined {
  if (placesOf(now.areas) !== placesOf(before.areas)) return 'otherAreas';
  if (partsOf(now) !== partsOf(before)) return 'otherBreakdown';
  const [later, earlier] = [spanOf(now.period), spanOf(before.period)];
  if (!later || !earlier) return 'noPeriod';
  if (overlap(later, earlier)) return 'periodsOverlap';
  if (breaks.some((one) => liesBetween(one, earlier, later, now.areas))) return 'seriesBreak';
  return now.unit === before.unit ? undefined : 'otherDefinition';
}

function isExact({ qualifier }: Point): boolean {
  return qualifier === undefined || qualifier === 'exact' || qualifier === 'provisional';
}

/** A break inside one of the two periods parts them as well: that figure is half of the one series, half of the other. */
function liesBetween({ at, areas = [] }: SeriesBreak, a: Span, b: Span, of: Point['areas'] = []): boolean {
  const [first, last] = a.from < b.from ? [a, b] : [b, a];
  const here = areas.length === 0 || of.length === 0 || areas.some((area) => of.some((one) => samePlace(one, area)));
  return here && first.from < at && at < last.to;
}

function samePlace(a: PlaceName, b: PlaceName): boolean {
  return placesOf([a]) === placesOf([b]);
}

function placesOf(areas: Point['areas'] = []): string {
  return JSON.stringify(areas.map(({ code, name }) => code ?? name).sort());
}

function partsOf({ breakdown = [] }: Point): string {
  return JSON.stringify(breakdown.map(({ name, value }) => [name, value]).sort());
}

/** `undefined` where the two are not of one kind; ranges that overlap may have moved either way. */
function movementOf(now: unknown, before: unknown, materiality: Yardstick['materiality']): Movement | undefined {
  if (typeof now === 'string' && typeof before === 'string') return numberMoved(now, before, materiality);
  if (typeof now === 'boolean' && typeof before === 'boolean') return moved(Number(now) - Number(before));
  if (isRank(now) && isRank(before))
    return now.of === before.of ? numberMoved(String(now.n), String(before.n), materiality) : undefined;
  if (isRange(now) && isRange(before)) return rangeMoved(now, before);
  return undefined;
}

function numberMoved(now: string, before: string, materiality: Yardstick['materiality']): Movement {
  const change = minus(now, before);
  return materiality && isWithin(change, before, materiality)
    ? 'noMaterialChange'
    : moved(compareDecimals(change, '0'));
}

function moved(change: number): Movement {
  return change === 0 ? 'noMaterialChange' : change > 0 ? 'up' : 'down';
}

function isWithin(change: string, before: string, { type, amount }: NonNullable<Yardstick['materiality']>): boolean {
  if (type !== 'relative') return compareDecimals(magnitude(change), amount) <= 0;
  return compareDecimals(times(magnitude(change), '100'), times(amount, magnitude(before))) <= 0;
}

function rangeMoved(now: Range, before: Range): Movement {
  if (compareDecimals(now.low, before.low) === 0 && compareDecimals(now.high, before.high) === 0)
    return 'noMaterialChange';
  if (compareDecimals(now.low, before.high) > 0) return 'up';
  return compareDecimals(now.high, before.low) < 0 ? 'down' : 'notComparable';
}

/** Better is nearer to the range; all that lies inside it is equally good. */
function withinRange(movement: Movement, now: unknown, before: unknown, range: Range | undefined): Judgement {
  if (!range || typeof now !== 'string' || typeof before !== 'string') return 'notAssessed';
  if (movement === 'noMaterialChange') return 'stable';
  const nearer = compareDecimals(distance(now, range), distance(before, range));
  return nearer === 0 ? 'stable' : nearer < 0 ? 'improving' : 'worsening';
}

function distance(value: string, { low, high }: Range): string {
  if (compareDecimals(value, low) < 0) return minus(low, value);
  return compareDecimals(value, high) > 0 ? minus(value, high) : '0';
}

interface Rank {
  n: number;
  of?: number;
}

interface Range {
  low: string;
  high: string;
}

function isRank(value: unknown): value is Rank {
  return typeof value === 'object' && value !== null && 'n' in value;
}

function isRange(value: unknown): value is Range {
  return typeof value === 'object' && value !== null && 'low' in value && 'high' in value;
}
