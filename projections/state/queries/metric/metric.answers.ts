import { Member } from '../member.js';
import { Provenance } from '../provenance.js';

/** A half-open range of days or one day. */
export class PeriodAnswer {
  @Member('day', 'First day.', { optional: true }) from?: string;
  @Member('day', 'First day after; null: open.', { optional: true, nullable: true }) to?: string | null;
  @Member('day', 'The one day.', { optional: true }) at?: string;
}

/** What was said of a figure when it was first reported, where that differs from what stands. */
export class FirstReported {
  @Member('any', 'As `value` of the observation.') value!: unknown;
  @Member('text', '', { optional: true }) printed?: string;
  @Member('day') reportedOn!: string;
  @Member('id') entryId!: string;
  @Member(() => Provenance) from!: Provenance;
}

/** One value for one period and area. */
export class Observation {
  @Member('text', 'The key that it stands under.') id!: string;
  @Member(() => PeriodAnswer, 'Absent where the paper states no exact period.', { optional: true })
  period?: PeriodAnswer;
  @Member('text', 'The period as people read it, for example "March 2022".', { optional: true }) periodDisplay?: string;
  @Member('text', 'The words that the paper has for the period.', { optional: true }) periodPrinted?: string;
  @Member(['json'], 'Areas by code and name.', { optional: true }) areas?: unknown;
  @Member(['json'], 'Which part of the whole, for example by sex.', { optional: true }) breakdown?: unknown;
  @Member('any', 'A decimal text with the digits reported, {n, of} for a rank, {low, high} for a range, or null.')
  value!: unknown;
  @Member('text', 'The whole of which it is a part.', { optional: true }) outOf?: string;
  @Member('text', 'The value with its unit, as people read it.', { optional: true }) display?: string;
  @Member('text', 'Of the definition that it was reported under; others of the metric may have another.', {
    optional: true,
  })
  unit?: string;
  @Member('text', 'exact, over, under, about, upTo, provisional, damaged and so on.', { optional: true })
  qualifier?: string;
  @Member('text', 'As the paper prints it, where that differs.', { optional: true }) printed?: string;
  @Member('text', 'Why there is no value.', { optional: true, nullable: true }) reasonIfMissing?: string | null;
  @Member(['json'], 'Comparisons that the paper itself makes.', { optional: true }) statedComparators?: unknown;
  @Member('whole', 'Days from the last day of the period to the day of the view.', { optional: true })
  ageInDays?: number;
  @Member('flag', 'The body has restated or revised the figure, or taken it back.') changed!: boolean;
  @Member('flag', 'The body has taken the figure back: there is no value.') withdrawn!: boolean;
  @Member(() => FirstReported, 'Where the figure was changed; not in lists of measures.', { optional: true })
  firstReported?: FirstReported;
  @Member(() => Provenance) from!: Provenance;
}

/** What a paper says of the way a figure goes, and what it compares it with. */
export class Direction {
  @Member(() => PeriodAnswer, '', { optional: true }) period?: PeriodAnswer;
  @Member('text', '', { nullable: true }) words!: string | null;
  @Member('text', 'What it is compared with.', { optional: true }) comparator?: unknown;
  @Member('text', 'Which way it went: up, down, noChange or notComparable.', { optional: true }) movement?: string;
  @Member('text', 'improving, worsening, stable or notAssessed, as far as the paper says.', { optional: true })
  judgement?: string;
  @Member(['json'], '', { optional: true }) areas?: unknown;
  @Member(() => Provenance) from!: Provenance;
}

/** A target, baseline or trajectory. */
export class TargetAnswer {
  @Member('text', '', { oneOf: ['target', 'baseline', 'trajectory'] }) kind!: string;
  @Member('text', 'In which its values are.') unit!: string;
  @Member(['json'], 'Points: period, area and value.') points!: unknown;
  @Member('text', '', { optional: true, nullable: true }) reason?: string | null;
  @Member(() => Provenance) from!: Provenance;
}

/** A point that no line or change is drawn across. */
export class SeriesBreakAnswer {
  @Member('day', 'First day of the new series.') at!: string;
  @Member('text', 'null where it was erased.', { nullable: true }) note!: string | null;
  @Member(() => Provenance) from!: Provenance;
}

/** A measure and its last value. */
export class MetricSummary {
  @Member('id') id!: string;
  @Member('text', '', { optional: true }) name?: string;
  @Member('json', 'All attributes of the definition in force.') definition!: Record<string, unknown>;
  @Member(() => Observation, 'For the latest period; null where no value stands.', { nullable: true })
  last!: Observation | null;
  @Member('whole', 'Values that stand.') observationCount!: number;
  @Member(
    'whole',
    'Those of them that are of the same period as the last one, for other areas and parts; where no paper states it, in ' +
      'the same words of the same paper.',
  )
  otherFigures!: number;
  @Member(() => Provenance, 'Where the definition comes from.') from!: Provenance;
}

/** A measure with all that was reported of it. */
export class MetricAnswer extends MetricSummary {
  @Member([() => TargetAnswer]) targets!: TargetAnswer[];
  @Member([() => Direction]) directions!: Direction[];
  @Member([() => SeriesBreakAnswer]) breaks!: SeriesBreakAnswer[];
}
