import { Member } from '../member.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';
import { Travel } from '../travel/travel.answers.js';
import { MetricAnswer, Observation } from './metric.answers.js';

/** What counts as no change of a metric. */
export class MaterialityAnswer {
  @Member('text', '', { oneOf: ['absolute', 'relative', 'percentagePoints'] }) type!: string;
  @Member('text', "In the metric's unit, per cent or percentage points.") amount!: string;
  @Member(() => Provenance) from!: Provenance;
}

/** When the next figure is to be published. */
export class ReleaseAnswer {
  @Member('text', '', { oneOf: ['monthly', 'quarterly', 'halfYearly', 'yearly', 'irregular'] }) frequency!: string;
  @Member('day') nextDue!: string;
  @Member(() => Provenance) from!: Provenance;
}

/** A check of printed figures against one another; it changes none of them. */
export class ArithmeticAnswer {
  @Member(
    [() => Named],
    'The entries that were compared, by the figures that they give; other metrics have no name here.',
  )
  entries!: Named[];
  @Member('text') calculation!: string;
  @Member('text', '', { oneOf: ['agrees', 'doesNotAgree', 'ownArithmetic'] }) result!: string;
  @Member(() => Provenance) from!: Provenance;
}

/** Printed figures that were counted with, by the service. */
export class ArithmeticFinding {
  @Member(
    'text',
    'parts: they add up to the total. change, changePercent: from the earlier figure as stated. earlierFigure: as held ' +
      'for its period. whole: greater than what it is a part of.',
    { oneOf: ['parts', 'change', 'changePercent', 'earlierFigure', 'whole'] },
  )
  rule!: 'parts' | 'change' | 'changePercent' | 'earlierFigure' | 'whole';
  @Member([() => Named], 'The entries that give the figures.') figures!: Named[];
  @Member('text', 'What comes out.') calculation!: string;
  @Member('text', 'What is printed.') printed!: string;
  @Member('text', '', { oneOf: ['agrees', 'doesNotAgree'] }) result!: 'agrees' | 'doesNotAgree';
}

/** Why a metric is no longer followed. */
export class RetirementAnswer {
  @Member('text', 'null where it was erased.', { nullable: true }) reason!: string | null;
  @Member(() => Named, '', { optional: true }) replacedBy?: Named;
  @Member(() => Provenance) from!: Provenance;
}

/** A definition of a metric, as it was from some day on. */
export class DefinitionVersion {
  @Member('whole', 'Counted from 1.') version!: number;
  @Member('json', 'All attributes of the definition.') definition!: Record<string, unknown>;
  @Member(() => Provenance) from!: Provenance;
}

/** A metric with all that is kept of it beside its figures. */
export class MetricPage extends MetricAnswer {
  @Member([() => Travel], 'Which way the last value goes.') travel!: Travel[];
  @Member([() => DefinitionVersion], 'All definitions that it has had, the newest first.')
  versions!: DefinitionVersion[];
  @Member(() => MaterialityAnswer, '', { optional: true }) materiality?: MaterialityAnswer;
  @Member(() => ReleaseAnswer, '', { optional: true }) release?: ReleaseAnswer;
  @Member([() => ArithmeticAnswer], 'As the editors noted.') checks!: ArithmeticAnswer[];
  @Member([() => ArithmeticFinding], 'Worked out from what is printed; none of it changes a figure.')
  arithmetic!: ArithmeticFinding[];
  @Member(() => RetirementAnswer, '', { optional: true }) retired?: RetirementAnswer;
}

export class AreaName {
  @Member('text', '', { optional: true }) code?: string;
  @Member('text') name!: string;
}

/** The figures of a metric for one area, or for several together; not broken down. */
export class AreaFigures {
  @Member([() => AreaName], 'None where the paper names none.') areas!: AreaName[];
  @Member(() => Observation, 'For the latest period; null where no value stands.', { nullable: true })
  last!: Observation | null;
  @Member([() => Travel], 'Which way that goes.') travel!: Travel[];
  @Member('flag', 'There are five or more comparable figures in a row, so that one may speak of a trend.')
  trend!: boolean;
  @Member([() => Observation], 'The latest period first.') figures!: Observation[];
}

/** An area of a metric as a row of a table. */
export class AreaLine {
  @Member(['text'], 'Of areas that have one.') codes!: string[];
  @Member(['text'], 'None where the paper names none.') names!: string[];
  @Member(() => Observation, 'For the latest period; null where no value stands.', { nullable: true })
  last!: Observation | null;
  @Member([() => Travel], 'Which way that goes.') travel!: Travel[];
  @Member('flag', 'There are five or more comparable figures in a row, so that one may speak of a trend.')
  trend!: boolean;
  @Member('whole', 'Figures that are held for it; see the observations.') figures!: number;
}

/** Areas that have figures, then the listed ones that have none. */
export function areaLines({ series, withoutFigure }: AreaSeries): AreaLine[] {
  const ofArea = (areas: readonly AreaName[]) => ({
    codes: areas.flatMap(({ code }) => code ?? []),
    names: areas.map(({ name }) => name),
  });
  return [
    ...series.map(({ areas, last, travel, trend, figures }) => {
      return { ...ofArea(areas), last, travel, trend, figures: figures.length };
    }),
    ...withoutFigure.map((area) => ({ ...ofArea([area]), last: null, travel: [], trend: false, figures: 0 })),
  ];
}

/** A metric by area. */
export class AreaSeries {
  @Member(() => Named) metric!: Named;
  @Member([() => AreaFigures], 'Wide areas before those that lie in them.') series!: AreaFigures[];
  @Member([() => AreaName], 'Listed areas of the levels that have figures, for which there is none.')
  withoutFigure!: AreaName[];
}
