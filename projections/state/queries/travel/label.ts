import type { Travel } from './travel.answers.js';
import type { WhyNot } from './travel.js';

const COMPARATORS: Readonly<Record<string, string>> = {
  previousPeriod: 'the previous period',
  samePeriodLastYear: 'the same period last year',
  baseline: 'the baseline',
};

const MOVEMENTS: Readonly<Record<string, string>> = {
  up: 'Up',
  down: 'Down',
  noMaterialChange: 'No material change',
};

const WHY: Readonly<Record<WhyNot, string>> = {
  noFigure: 'there is no figure',
  notExact: 'not both figures are exact',
  otherAreas: 'they are for other areas',
  otherBreakdown: 'they are for other parts',
  otherDefinition: 'they are not of one kind',
  noPeriod: 'no exact period is stated',
  periodsOverlap: 'the periods overlap',
  seriesBreak: 'the series breaks in between',
};

/** The way a figure goes in one line: `Up, compared with the previous period: improving`. */
export function travelLabel({ comparator, movement, judgement, why, basis, words }: Omit<Travel, 'label'>): string {
  const other = COMPARATORS[comparator] ?? comparator;
  if (movement === 'notComparable') return `Not comparable with ${other}${why ? `: ${WHY[why as WhyNot]}` : ''}`;
  const assessed = judgement === 'notAssessed' ? '' : `: ${judgement}`;
  const said = basis === 'statedByThePaper' ? ', as the paper says' : '';
  if (movement === undefined) return `${words ?? 'Not stated'} (compared with ${other}${said})${assessed}`;
  return `${MOVEMENTS[movement]}, compared with ${other}${said}${assessed}`;
}
