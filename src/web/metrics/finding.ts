import type { Observation } from '../../../projections/state/queries/metric/metric.answers.js';
import type { Travel } from '../../../projections/state/queries/travel/travel.answers.js';

/** What there is to say of a metric first: the last figure, and which way it went, if anybody can say. */
export interface Finding {
  figure: Observation | null;
  period: 'stated' | 'printed' | 'notStated';
  /** The first comparison that comes out. */
  travel?: Travel;
}

export function findingOf(last: Observation | null, travel: readonly Travel[]): Finding {
  const said = travel.find(({ movement }) => movement !== undefined && movement !== 'notComparable');
  const period = last?.periodDisplay ? 'stated' : isStated(last?.periodPrinted) ? 'printed' : 'notStated';
  return { figure: last, period, ...(said ? { travel: said } : {}) };
}

/** Editors write so where a paper leaves it open. */
function isStated(printed: string | undefined): boolean {
  return printed !== undefined && !/^(period )?not stated/i.test(printed);
}
