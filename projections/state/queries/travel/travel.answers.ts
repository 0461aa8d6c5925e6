import { Member } from '../member.js';
import { Observation } from '../metric/metric.answers.js';
import { WHY_NOT } from './travel.js';

/** Which way a figure goes, compared with what, and whether that is good. */
export class Travel {
  @Member('text', 'previousPeriod, samePeriodLastYear, baseline, or what the paper compares the figure with.')
  comparator!: string;
  @Member('text', 'Which way the number went. Absent where a paper gives words alone.', {
    optional: true,
    oneOf: ['up', 'down', 'noMaterialChange', 'notComparable'],
  })
  movement?: string;
  @Member('text', 'Whether that is good, by the metric’s definition or, of what a paper states, by the paper.', {
    oneOf: ['improving', 'worsening', 'stable', 'notAssessed'],
  })
  judgement!: string;
  @Member('text', 'Why the two figures are not comparable.', { optional: true, oneOf: WHY_NOT }) why?: string;
  @Member(() => Observation, 'The earlier figure.', { optional: true }) of?: Observation;
  @Member('text', 'The earlier value as the paper or the baseline gives it.', { optional: true }) ofValue?: string;
  @Member('text', 'The period of that value as people read it.', { optional: true }) ofPeriodDisplay?: string;
  @Member('text', 'Worked out from two figures of the ledger, or said by the paper itself.', {
    oneOf: ['computed', 'statedByThePaper'],
  })
  basis!: string;
  @Member('text', 'What the paper says of it.', { optional: true }) words?: string;
  @Member('text', 'All of it in one line: "Up, compared with the previous period: improving".') label!: string;
}
