import type { Extraction } from './extraction.js';
import type { Bodies } from './loader/bodies.js';
import type { Figures } from './loader/figures.js';

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

const DECISIONS = ['decision', 'agreement', 'approval', 'award'];
const EVENTS = ['launch', 'publication', 'commencement'];

/**
 * How many entries of each type the extraction makes, counted in its files alone. What a milestone is attached to is
 * read from places and is not among them.
 */
export function expectedEvents(extraction: Extraction, bodies: Bodies, figures: Figures): Record<string, number> {
  const { plans, commitments2018, commitments2022, progress2019, progress2022, dates, scorecard } = extraction;
  const [first, second] = plans.plans;
  const ofKind = (kind: string) => extraction.figures.by_kind[kind] ?? 0;
  const directions = extraction.figures.metrics.filter(({ unit }) => unit === 'direction').length;
  const ofTypes = (types: readonly string[]) => sum(types.map((type) => dates.by_type[type] ?? 0));
  const recommendations = ofTypes(['recommendation']);
  const decisions = ofTypes(DECISIONS);
  const dated = dates.items.filter(({ due }) => due).length;
  const setByDecisions = dates.items.filter(({ due, type }) => due && DECISIONS.includes(type)).length;
  const promisedRules = 2; // reports and scorecard to every meeting are promises of the list of dates as well
  const printedForms = sum(extraction.bodies.bodies.map(({ as_written }) => as_written.length));
  const printedNowhere = extraction.bodies.bodies.filter(({ name, as_written }) => !as_written.includes(name)).length;
  const becoming = (what: string) => bodies.variations().filter(({ becomes }) => becomes === what).length;
  const anomalies = [plans, commitments2018, commitments2022, progress2019, progress2022, dates, scorecard];
  const inferred = commitments2022.anomalies.flatMap((anomaly) => anomaly.inferred ?? []).length;
  const matched = commitments2022.commitments.filter(({ august_2022 }) => august_2022).length;
  const only2019 = commitments2018.reported_2019_09_23.filter(({ commitment_2018 }) => !commitment_2018).length;
  const made = commitments2018.commitments.length + only2019 + commitments2022.commitments.length + inferred;
  const reworded = commitments2018.reported_2019_09_23.length - only2019 + matched;
  const headings = new Set(commitments2022.commitments.map(({ you_asked_us }) => you_asked_us)).size;
  const themes = headings + 2; // one without a commitment in June, one that only August prints
  const sections = progress2019.sections.length + Object.keys(progress2019.other_sections).length;
  const updates = sections + progress2022.rows.length;
  const priorities = first!.priorities.length + second!.priorities.length;
  const promises = dates.items.length - decisions - recommendations + setByDecisions; // events are promises that were met
  const milestones =
    promises +
    first!.work_to_do_section_4!.items.length +
    commitments2018.other_undertakings.length +
    scorecard.reporting_rules.length -
    promisedRules;
  return {
    LedgerOpened: 1,
    AreaListPublished: 1,
    BackfillOpened: 1,
    SourceRegistered: 5,
    // Appendix 2 and sections 1 to 3 besides.
    SourceGapNoted: sum(anomalies.map((file) => file.anomalies.length)) + 2,
    BodyRegistered: extraction.bodies.count,
    BodyNamed: extraction.bodies.count,
    BodyDescribed: extraction.bodies.count,
    BodyAliasAdded: printedForms - extraction.bodies.count + printedNowhere,
    BodiesDeclaredSame: becoming('same'),
    BodiesPossiblySame: becoming('possiblySame'),
    PlanRegistered: plans.plans.length,
    PlanDescribed: plans.plans.length,
    PlanPeriodStated: plans.plans.length,
    PlanIssued: plans.plans.length,
    PlanSucceeded: 1,
    PriorityAdded: priorities,
    ThemeAdded: themes,
    // One theme has a comma more in August, and stands under another priority.
    NodeTitled: priorities + themes + 1,
    NodePlaced: priorities + themes + 1,
    OutcomeStated:
      first!.overarching_outcomes!.items.length + sum(first!.priorities.map(({ outcomes }) => outcomes.length)),
    TagSchemeAdded: 2,
    TagAdded:
      second!.themes_for_action.length + sum(scorecard.priority_report_contents.map(({ items }) => items.length)),
    CountStated: 2,
    CommitmentMade: made,
    CommitmentPlaced: made,
    WordingVersionRecorded: made + reworded,
    LineageAsserted: only2019 + commitments2022.anomalies.filter(({ kind }) => kind === 'duplicate wording').length,
    ChildrenOrdered: 29,
    MeetingCalled: 3 + decisions,
    BoardDecisionRecorded: decisions,
    RecommendationMade: recommendations - 1,
    ExternalRecommendationRegistered: 1,
    DecisionChangesLinked: setByDecisions,
    MilestonePromised: milestones,
    MilestoneDated: dated,
    MilestoneOutcomeReported: ofTypes(EVENTS),
    MetricDefined: figures.metrics.length,
    // One series changes its unit.
    MetricDefinitionChanged: 1,
    SeriesBreakMarked: 1,
    MetricSubmitted: extraction.figures.count - ofKind('target') - directions,
    TargetSet: ofKind('target'),
    DirectionStated: directions,
    ArithmeticNoted: extraction.figures.checks.length,
    ProgressReported: updates,
    ProgressTargeted: updates,
    DeliveryLinked: sum(progress2022.rows.map(({ delivery }) => delivery.length)),
    ScorecardIndicatorSet: sum(scorecard.indicators.map(({ items }) => items.length)),
    WorkProgrammeAgreed: 1,
    ConflictNoted: 4,
    ReportPublished: 3,
  };
}

/** Records by file that a line must come from: file and id, as lines name them. */
export function expectedRecords({
  plans,
  commitments2018,
  commitments2022,
  progress2019,
  progress2022,
  figures,
  bodies,
  dates,
  scorecard,
}: Extraction): string[] {
  return [
    ...plans.plans.map(({ id }) => `plans/${id}`),
    ...commitments2018.commitments.map(({ id }) => `commitments-2018/${id}`),
    ...commitments2018.reported_2019_09_23.map(({ id }) => `commitments-2018/${id}`),
    ...commitments2018.other_undertakings.map((_, index) => `undertakings/U18-${index + 1}`),
    ...commitments2022.commitments.map(({ id }) => `commitments-2022/${id}`),
    ...progress2019.sections.map(({ section }) => `progress/2019-09-23.${section}`),
    ...Object.keys(progress2019.other_sections).map((number) => `progress/2019-09-23.${number}`),
    ...progress2022.rows.map(({ id }) => `progress/${id.replaceAll('/', '.')}`),
    ...progress2022.rows.flatMap(({ delivery }) => delivery.map(({ id }) => `delivery/${id}`)),
    ...figures.metrics.map(({ id }) => `metrics/${id}`),
    ...figures.checks.map((_, index) => `checks/${index + 1}`),
    ...bodies.bodies.map((_, index) => `bodies/B-${String(index + 1).padStart(3, '0')}`),
    ...dates.items.map(({ id }) => `dates/${id}`),
    ...scorecard.indicators.flatMap(({ priority, items }) =>
      items.map((_, index) => `scorecard/IND-${priority}-${index + 1}`),
    ),
    'scorecard/work-programme',
    'scorecard/appendix-2',
    ...[plans, commitments2018, commitments2022, progress2019, progress2022, dates].flatMap(({ anomalies }) =>
      anomalies.map(({ id }) => `anomalies/${id}`),
    ),
    ...scorecard.anomalies.map((_, index) => `anomalies/ASC-${index + 1}`),
  ];
}
