import type { Travel } from './travel.answers.js';
import type { WhyNot } from './travel.js';

const COMPARATORS: Readonly<Record<string, string>> = {
  previousPeriod: 'the previous period',
  samePeriodLastYear: 'the same period last year',
  baseline: 'the baseline',
  earlierFigure: 'an earlier figure',
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
export function travelLabel(travel: Omit<Travel, 'label'>): string {
  const { movement, judgement, why, basis, words } = travel;
  const other = comparedWith(travel);
  if (movement === 'notComparable')
    return `Not comparable${other ? ` with ${other}` : ''}${why ? `: ${WHY[why as WhyNot]}` : ''}`;
  const assessed = judgement === 'notAssessed' ? '' : `: ${judgement}`;
  const compared = other ? `, compared with ${other}` : '';
  const said = basis === 'statedByThePaper' ? ', as the paper says' : '';
  const moved = movement === undefined ? (words ?? 'Not stated').replace(/\.$/, '') : MOVEMENTS[movement];
  return `${moved}${compared}${said}${assessed}`;
}

/** An earlier figure by its period where that is known, else in words; nothing where the paper does not say. */
function comparedWith({ comparator, ofPeriodDisplay }: Omit<Travel, 'label'>): string | undefined {
  if (/^not ?stated$/i.test(comparator)) return undefined;
  if (COMPARATORS[comparator] && comparator !== 'earlierFigure') return COMPARATORS[comparator];
  return ofPeriodDisplay ?? COMPARATORS[comparator] ?? comparator.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
