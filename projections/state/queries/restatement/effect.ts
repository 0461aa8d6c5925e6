import type { Day } from '../../../../src/ledger/dates.js';
import type { Statement } from '../../statement.js';
import { Facts, type ObjectFacts } from '../facts.js';
import { observation } from '../metric/observation.js';
import { displayPeriod } from '../period.js';
import { type Slot, statementOf } from '../slots.js';
import type { Travel } from '../travel/travel.answers.js';
import { travelsOf } from '../travel/travel.assembler.js';
import type { ChangedTravel, RestatementEffect } from './restatement.answers.js';

/**
 * What a changed figure does to the direction of travel: of itself, and of the later figures that are compared with it.
 *
 * @param metric statements of the metric in the view
 * @param was the figure before, `is` the figure after; absent where it was taken back
 */
export function effectOn(metric: readonly Statement[], was: Slot, is: Slot | undefined, on: Day): RestatementEffect {
  const { facet } = was.original;
  const others = metric.filter((statement) => statement.facet !== facet);
  const [before, after] = [was, is].map((slot) => travels(slot ? [...others, statementOf(slot)] : others, facet, on));
  const figures = [...new Set([...before!.keys(), ...after!.keys()])];
  const changes = figures.flatMap((key) => changed(before!.get(key), after!.get(key)));
  const compared = [...before!.values(), ...after!.values()].some(({ travel }) => travel.movement !== 'notComparable');
  const direction = changes.length > 0 ? 'changed' : compared ? 'unchanged' : 'notCompared';
  return { direction, display: WORDS[direction], changes };
}

const WORDS = {
  changed: 'Direction of travel changed',
  unchanged: 'Direction of travel unchanged',
  notCompared: 'There is nothing to compare it with',
} as const;

/** One comparison of a figure. */
interface Compared {
  figure: Statement;
  travel: Travel;
}

/** The comparisons that are worked out for figures of the same areas and parts, by figure and comparator. */
function travels(statements: readonly Statement[], facet: string, on: Day): Map<string, Compared> {
  const [metric] = new Facts(statements).all('metric');
  const alike = metric ? likeIt(metric, facet) : [];
  return new Map(
    alike.flatMap((figure) =>
      travelsOf(figure, observation(figure, { metric, on }), { metric: metric!, on })
        .filter(({ basis }) => basis === 'computed')
        .map((travel): [string, Compared] => [`${figure.facet} ${travel.comparator}`, { figure, travel }]),
    ),
  );
}

function likeIt(metric: ObjectFacts, facet: string): Statement[] {
  const areasAndParts = facet.split('/').slice(2).join('/');
  return metric.under('value/').filter((one) => one.facet.split('/').slice(2).join('/') === areasAndParts);
}

function changed(before: Compared | undefined, after: Compared | undefined): ChangedTravel[] {
  const [was, is] = [directionOf(before), directionOf(after)];
  if (was.movement === is.movement && was.judgement === is.judgement) return [];
  const { figure, travel } = (after ?? before)!;
  return [
    {
      figure: figure.facet.slice('value/'.length),
      periodDisplay: (figure.effective && displayPeriod(figure.effective)) ?? '',
      comparator: travel.comparator,
      ...{
        movementBefore: was.movement,
        judgementBefore: was.judgement,
        movement: is.movement,
        judgement: is.judgement,
      },
    },
  ];
}

/** What is not compared with anything goes nowhere. */
function directionOf(compared: Compared | undefined): { movement: string; judgement: string } {
  const { movement = 'notComparable', judgement = 'notAssessed' } = compared?.travel ?? {};
  return { movement, judgement };
}
