import { travelLabel } from './label.js';
import { WHY_NOT } from './travel.js';

const up = { comparator: 'previousPeriod', movement: 'up', judgement: 'improving', basis: 'computed' };

describe('the way a figure goes, in one line', () => {
  it.each([
    [up, 'Up, compared with the previous period: improving'],
    [{ ...up, judgement: 'notAssessed' }, 'Up, compared with the previous period'],
    [
      { ...up, comparator: 'samePeriodLastYear', movement: 'noMaterialChange', judgement: 'stable' },
      'No material change, compared with the same period last year: stable',
    ],
    [
      { ...up, comparator: 'previous quarter', movement: 'down', judgement: 'worsening', basis: 'statedByThePaper' },
      'Down, compared with previous quarter, as the paper says: worsening',
    ],
    [
      { comparator: 'last year', judgement: 'notAssessed', basis: 'statedByThePaper', words: 'Faster than before.' },
      'Faster than before, compared with last year, as the paper says',
    ],
    [{ ...up, comparator: 'earlierFigure', ofPeriodDisplay: 'July 2021' }, 'Up, compared with July 2021: improving'],
    [{ ...up, comparator: 'earlierFigure' }, 'Up, compared with an earlier figure: improving'],
    [{ ...up, comparator: 'previousAssessment' }, 'Up, compared with previous assessment: improving'],
    [{ ...up, ofPeriodDisplay: 'July 2021' }, 'Up, compared with the previous period: improving'],
    [{ ...up, comparator: 'not stated', basis: 'statedByThePaper' }, 'Up, as the paper says: improving'],
    [
      { ...up, comparator: 'notStated', movement: 'notComparable', why: 'notExact' },
      'Not comparable: not both figures are exact',
    ],
    [
      { ...up, comparator: 'baseline', movement: 'notComparable', judgement: 'notAssessed', why: 'seriesBreak' },
      'Not comparable with the baseline: the series breaks in between',
    ],
    [{ ...up, movement: 'notComparable', judgement: 'notAssessed' }, 'Not comparable with the previous period'],
  ])('%#', (travel, label) => expect(travelLabel(travel)).toBe(label));

  it.each(WHY_NOT)('says why not, of %s', (why) =>
    expect(travelLabel({ ...up, movement: 'notComparable', why })).toMatch(
      /^Not comparable with the previous period: \w/,
    ));
});
