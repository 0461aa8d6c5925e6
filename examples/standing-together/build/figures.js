import { arithmetic, directions, EDITED_ON, from, metrics, observations, targets } from './facts.js';
import { entryOf, streamOf } from './ids.js';

const figures = [...observations, ...targets, ...directions];

/** What is said of a period that no paper states. */
const TAKEN = {
  reportDate: 'Not stated; the date of the report is taken',
  endIsReportDate: 'Its end is not stated; the date of the report is taken',
  byPlace: 'Not stated with the figure; read from its place in the paper',
};

/** Definitions first, then every figure under the definition that it is printed for. */
export function addFigures(file) {
  for (const metric of metrics) defineMetric(file, metric);
  for (const observation of observations) submit(file, observation);
  for (const target of targets) setTarget(file, target);
  for (const direction of directions) stateDirection(file, direction);
  for (const check of arithmetic) noteArithmetic(file, check);
}

/** A definition is read from the earliest figure that needs it. */
function defineMetric(file, metric) {
  const { externalId: metricId, definitionChanges = [], seriesBreaks = [] } = metric;
  const own = figures.filter((figure) => figure.metric === metricId);
  const earliest = own.reduce((one, other) => (other.reportedOn < one.reportedOn ? other : one));
  const definition = {
    name: metric.name,
    use: metric.use,
    kind: metric.kind,
    unit: metric.unit,
    decimals: metric.decimals,
    periodType: metric.periodType,
    breakdowns: breakdownsOf(own),
    goodDirection: { value: metric.goodDirection.value, basis: metric.goodDirection.basis },
    ranked: metric.ranked,
  };
  file.add('define-metric', metricId, {
    metricId,
    ...from(earliest.citation, { reportedOn: earliest.reportedOn, note: metric.goodDirection.note }),
    definitionVersion: 1,
    ...definition,
    // Two papers give a rank and do not say among how many.
    confirmed: metric.kind === 'rank' && !metric.ranked ? ['rank-without-set'] : undefined,
  });
  for (const [index, { version, unit, from: since, reason }] of definitionChanges.entries()) {
    const changed = own.find((figure) => figure.definitionVersion === version);
    const { externalId: breakId, at, note } = seriesBreaks[index];
    file.add('change-metric-definition', `${metricId} ${version}`, {
      metricId,
      ...from(changed.citation, { reportedOn: changed.reportedOn, note: reason }),
      // Both units stand in one paper; the change follows the definition.
      edition: changed.reportedOn === earliest.reportedOn ? 2 : undefined,
      effective: { from: since },
      definitionVersion: version,
      ...definition,
      unit,
      break: { breakId, at, note },
    });
  }
}

/** The splits that the figures of a metric are printed by. */
function breakdownsOf(own) {
  const splits = own.flatMap(({ breakdown }) => Object.entries(breakdown ?? {}));
  const named = [...new Set(splits.map(([name]) => name))].map((name) => ({
    name,
    values: [...new Set(splits.filter(([other]) => other === name).map(([, value]) => value))],
  }));
  return named.length > 0 ? named : undefined;
}

function submit(file, observation) {
  const { id, metric, value, breakdown } = observation;
  file.add('submit-metric', id, {
    metricId: metric,
    ...from(observation.citation, observation),
    ...periodOf(observation.period),
    areas: observation.areas,
    breakdown: breakdown && Object.entries(breakdown).map(([name, each]) => ({ name, value: each })),
    ...shapeOf(value),
    outOf: observation.outOf,
    qualifier: observation.qualifier,
    printed: observation.printed,
    statedComparators: observation.statedComparators,
    reasonIfMissing: observation.reasonIfMissing,
    definitionVersion: observation.definitionVersion ?? 1,
  });
}

function periodOf({ effective, printed, basis }) {
  const words = printed ?? (effective ? TAKEN[basis] : 'Period not stated');
  return { effective: effective ?? undefined, periodPrinted: words };
}

function shapeOf(value) {
  if (value === null || typeof value === 'string') return { value: value ?? undefined };
  if ('low' in value) return { range: value };
  return { rank: { n: value.n, of: value.of ?? undefined } };
}

function setTarget(file, { id, metric, unit, period, areas, value, outOf, reason, reportedOn, citation }) {
  const defined = metrics.find(({ externalId }) => externalId === metric);
  const when = period ? { period } : { periodPrinted: 'Period not stated' };
  file.add('set-target', id, {
    metricId: metric,
    ...from(citation, { reportedOn, note: reason }),
    unit: unit ?? defined.unit,
    points: [{ ...when, areas, value, outOf }],
  });
}

function stateDirection(file, direction) {
  file.add('state-direction', direction.externalId, {
    metricId: direction.metric,
    ...from(direction.citation, direction),
    ...periodOf(direction.period),
    areas: direction.areas,
    words: direction.words,
    comparator: direction.comparator,
    ...SAID[direction.movement],
  });
}

/** What a direction's words say of movement and judgement; where they say neither, nothing. */
const SAID = {
  up: { movement: 'up' },
  unchanged: { movement: 'noChange' },
  improved: { judgement: 'improving' },
  worsened: { judgement: 'worsening' },
};

/** The editors' own reckoning with printed figures, kept with the metric of the first. */
function noteArithmetic(file, { externalId: checkId, figures: ids, calculation, result }) {
  const checked = ids.map((id) => observations.find((observation) => observation.id === id));
  file.add('note-arithmetic', checkId, {
    metricId: checked[0].metric,
    ...from(
      checked.map(({ citation }) => citation),
      { reportedOn: EDITED_ON },
    ),
    checkId,
    entries: checked.map(({ id, metric }) => entryOf(streamOf('metric', metric), file.idOf('submit-metric', id))),
    calculation,
    result,
  });
}
