import { LinkedMeasure } from '../commitment/commitment.answers.js';
import { AddedByEditors } from '../editors.js';
import { Member } from '../member.js';
import { Observation, TargetAnswer } from '../metric/metric.answers.js';
import { Provenance } from '../provenance.js';
import { Named } from '../references.js';
import { Travel } from '../travel/travel.answers.js';

/** An indicator of a scorecard by one of its metrics, or without any. */
export class ScorecardLine {
  @Member('text', 'The indicator and, behind a colon, the metric.') id!: string;
  @Member(() => Named) plan!: Named;
  @Member(() => Named) priority!: Named;
  @Member(() => Named) indicator!: Named;
  @Member('text', '', { oneOf: ['proposed', 'agreed'] }) standing!: string;
  @Member(() => Named, 'Absent where nobody has said by which it is measured.', { optional: true }) metric?: Named;
  @Member('text', 'Whether a paper links the metric, or the editors.', {
    optional: true,
    oneOf: ['printed', 'judgement'],
  })
  linkedBy?: string;
  @Member(() => Observation, 'Of the newest period, for the widest area, not broken down; null: not stated.', {
    nullable: true,
  })
  value!: Observation | null;
  @Member('text', 'The value as people read it, or that none is stated.') display!: string;
  @Member(
    'whole',
    'Figures of the same period for other areas and parts; where none is stated, in the same words of the same paper.',
  )
  otherFigures!: number;
  @Member([() => Travel], 'By what it is compared with; the paper’s own comparisons last.') travel!: Travel[];
  @Member(() => TargetAnswer, '', { optional: true }) target?: TargetAnswer;
  @Member('day', 'When the next figure is to be published.', { optional: true }) nextDue?: string;
  @Member('flag', 'That day has passed, and no figure has been reported since.') overdueRelease!: boolean;
  @Member(() => Provenance, 'Where the metric was linked.', { optional: true }) linkedFrom?: Provenance;
  @Member(() => Provenance, 'Where the indicator was put on the scorecard.') from!: Provenance;
}

export class ScorecardPriority {
  @Member(() => Named) priority!: Named;
  @Member([() => ScorecardLine]) lines!: ScorecardLine[];
}

/** The scorecard of a plan, as reported by the day of the view. */
export class Scorecard {
  @Member(() => Named) plan!: Named;
  @Member([() => ScorecardPriority], 'In the order of the plan.') priorities!: ScorecardPriority[];
  @Member([() => Named], 'Indicators without a metric, or whose metrics have no figure in this view.')
  withoutFigure!: Named[];
  @Member('whole', 'Metrics in use that are on no indicator of this plan.') offScorecard!: number;
  @Member([() => LinkedMeasure], 'The metrics that the editors have linked since, with the figures of this view.')
  measuresSince!: LinkedMeasure[];
  @Member([() => AddedByEditors], 'Which metrics the editors have linked since; nothing of it is in this view.')
  addedByEditors!: AddedByEditors[];
}
